import type { Check } from '../change/plan.ts';
import type { GroupDescription, GroupKind, GroupMember } from '../kafka/group.ts';
import { counted, named } from '../lag/figures.ts';
import { nearestNames } from '../lag/nearest-names.ts';
import { type StepGroupKind, stepGroupKindOf } from './step-group-kind.ts';

/** What the cluster knows of the group that is to be moved. */
export interface GroupFacts {
  readonly group: string;
  /** Absent: no broker lists it. */
  readonly description?: GroupDescription;
  readonly otherGroups: readonly string[];
  /** Brokers whose groups could not be listed, each in a sentence. */
  readonly gaps: readonly string[];
  /** Topics the group has commits for. */
  readonly topics: readonly string[];
}

/** Whether this group can be moved by committing for it. All that is wrong, not only the first. */
export function checkGroup(facts: GroupFacts): readonly Check[] {
  const { description } = facts;
  if (description === undefined) return [checkAbsent(facts)];
  const exists = pass('group-exists', `group ${quoted(facts.group)} is on the cluster`);
  if (description.error !== undefined) {
    const sentence = `group ${quoted(facts.group)} could not be described: ${description.error.sentence}`;
    return [exists, block('group-kind', sentence)];
  }
  return [exists, checkKind(facts, description), checkMembers(description), ...checkName(facts)];
}

/** Kinds that have offsets, which the cluster lets us move. */
export const movableKinds: ReadonlySet<GroupKind> = new Set(['classic', 'consumer', 'share', 'streams']);

/** A commit for a name that is not there makes a group of that name, which nobody reads. */
function checkAbsent({ group, otherGroups, gaps }: GroupFacts): Check {
  const missing = `group ${quoted(group)} is not on the cluster, or this login may not see it`;
  if (gaps.length > 0) {
    return block('group-exists', `${missing} as far as it answers (${gaps.join('; ')}); try again when all brokers do`);
  }
  const nearest = nearestNames(group, otherGroups);
  const hint = nearest.length === 0 ? 'look at "groups list"' : `did you mean ${named(nearest)}?`;
  return block('group-exists', `${missing}; ${hint}`);
}

function checkKind({ group }: GroupFacts, { kind }: GroupDescription): Check {
  if (movableKinds.has(kind)) return pass('group-kind', `group ${quoted(group)} is a ${kind} group`);
  const advice =
    kind === 'other'
      ? 'is no group of consumers: Connect keeps its offsets elsewhere, move them by its REST API'
      : 'is of a kind this broker does not tell';
  return block('group-kind', `${kind} group ${quoted(group)} ${advice}`);
}

/** A group that was deleted and made anew as another kind has no use for what was planned. */
export function checkPlannedKind(
  planned: StepGroupKind | undefined,
  { group, kind }: Pick<GroupDescription, 'group' | 'kind'>,
): readonly Check[] {
  if (planned === stepGroupKindOf(kind)) return [];
  const was = planned ?? 'consumer';
  const sentence = `group ${quoted(group)} was a ${was} group when the plan was made, now it is a ${kind} group; plan again`;
  return [block('group-kind', sentence)];
}

function checkMembers({ group, state, members }: GroupDescription): Check {
  if (members.length === 0 && (state === 'Empty' || state === 'Dead')) {
    return pass('group-is-empty', `group ${quoted(group)} has no members`);
  }
  const who = members.length === 0 ? `is in state ${state}` : `has ${counted(members.length, 'member')}`;
  const names = members.length === 0 ? '' : ` (${whoAre(members)})`;
  return block('group-is-empty', `group ${quoted(group)} ${who}${names}: stop them first, then plan again`);
}

function whoAre(members: readonly GroupMember[]): string {
  const shown = members.slice(0, 3).map(({ clientId, clientHost }) => `${clientId} at ${clientHost}`);
  return [...shown, ...(members.length > 3 ? [`${members.length - 3} more`] : [])].join(', ');
}

function checkName({ group }: GroupFacts): readonly Check[] {
  if (!group.startsWith('connect-')) return [];
  const connector = quoted(group.slice('connect-'.length));
  const sentence = `group ${quoted(group)} is called like that of a Connect sink: a connector that is only paused or between tasks takes the old offsets up again; stop connector ${connector} (PUT …/stop), or let Connect move it (PATCH …/offsets, from Kafka 3.6 on)`;
  return [{ name: 'group-is-no-connector', level: 'warn', sentence }];
}

const quoted = (name: string): string => JSON.stringify(name);

export function pass(name: string, sentence: string): Check {
  return { name, level: 'pass', sentence };
}

export function block(name: string, sentence: string): Check {
  return { name, level: 'block', sentence };
}
