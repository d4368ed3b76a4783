import { type RotatedUser, type RotationStrategy, usernamesOf } from './rotated-user.ts';
import { fromTagText, longestTagCharacters, toTagText } from './tag-text.ts';

/** The tag that says of a secret that it is rotated, and for which user. */
export const userTag = 'kafka-steward:user';
const strategyTag = 'kafka-steward:strategy';
const slotTags = ['kafka-steward:slot-a', 'kafka-steward:slot-b'] as const;

type Tags = Readonly<Record<string, string | undefined>>;

export type RotationTags =
  | { readonly kind: 'parsed'; readonly user: RotatedUser }
  /** One sentence a tag that is wrong. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/**
 * What the tags of a pointer secret say is rotated. Tags and not the value: who may write a value must not be able to
 * point the rotation at another user.
 */
export function parseRotationTags(tags: Tags): RotationTags {
  const base = baseOf(tags);
  const strategy = strategyOf(tags);
  const slots = strategy.value === undefined ? {} : slotsOf(tags, strategy.value);
  const problems = [base.problem, strategy.problem, slots.problem].filter(problem => problem !== undefined);
  if (base.value === undefined || strategy.value === undefined || slots.value === undefined) {
    return { kind: 'wrong', problems };
  }
  return { kind: 'parsed', user: { base: base.value, strategy: strategy.value, slots: slots.value } };
}

/** The tags of a rotated user; the reverse of `parseRotationTags`. */
export function rotationTagsOf({ base, strategy, slots }: RotatedUser): Readonly<Record<string, string>> {
  const slotEntries = slots.flatMap((arn, i) => (slotTags[i] === undefined ? [] : [[slotTags[i], arn] as const]));
  return { [userTag]: toTagText(base), [strategyTag]: strategy, ...Object.fromEntries(slotEntries) };
}

/** Why a name cannot be that of a rotated user, in a sentence; undefined where it can. */
export function baseNameProblem(base: string): string | undefined {
  if (base === '') return 'the name of the rotated user is empty; give one';
  if (!base.isWellFormed()) return 'the name of the rotated user holds half a character; choose another';
  if (toTagText(base).length <= longestTagCharacters) return undefined;
  return `the name of the rotated user takes ${toTagText(base).length} characters in a tag, which has room for ${longestTagCharacters}; choose a shorter one`;
}

interface Parsed<T> {
  readonly value?: T;
  readonly problem?: string;
}

function baseOf(tags: Tags): Parsed<string> {
  const given = tags[userTag];
  if (given === undefined) return { problem: `tag ${userTag} is missing; it has to hold the name of the rotated user` };
  const base = fromTagText(given);
  if (base !== undefined && base !== '') return { value: base };
  const what = `tag ${userTag} is ${JSON.stringify(given)}, which is no user name`;
  return {
    problem: `${what}; write each character a tag may not hold as its UTF-8 bytes, such as =C3=A9, and = as =3D`,
  };
}

function strategyOf(tags: Tags): Parsed<RotationStrategy> {
  const given = tags[strategyTag] ?? 'alternating';
  if (given === 'alternating' || given === 'single') return { value: given };
  return { problem: `tag ${strategyTag} is ${JSON.stringify(given)}; it has to be alternating or single` };
}

function slotsOf(tags: Tags, strategy: RotationStrategy): Parsed<readonly string[]> {
  const given = slotTags.map(tag => tags[tag]);
  const needed = usernamesOf({ base: '', strategy }).length;
  if (given.every(arn => arn === undefined)) return { value: [] };
  for (const [i, tag] of slotTags.entries()) {
    const arn = given[i];
    if (i >= needed) {
      if (arn !== undefined)
        return { problem: `tag ${tag} is there, and strategy ${strategy} has one user; remove it` };
      continue;
    }
    if (arn === undefined) return { problem: `tag ${tag} is missing; it has to hold the ARN of that user's secret` };
    if (!/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/.test(arn)) {
      return { problem: `tag ${tag} is ${JSON.stringify(arn)}; it has to be the ARN of a secret` };
    }
  }
  if (needed > 1 && given[0] === given[1]) {
    return { problem: `tags ${slotTags.join(' and ')} name the same secret; each user needs one of its own` };
  }
  return { value: given.filter(arn => arn !== undefined) };
}
