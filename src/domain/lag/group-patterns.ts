/** Which groups are meant, by patterns of their names. */
export interface GroupChoice {
  /** Empty: every group. */
  readonly included: readonly string[];
  /** Left out even where `included` has them. */
  readonly excluded: readonly string[];
}

/**
 * A predicate for names that fit any of the patterns. `*` stands for any letters, everything else for itself: a group
 * name may hold every character a richer pattern language would give a meaning.
 */
export const matchesAny = (patterns: readonly string[]): ((name: string) => boolean) => {
  const expressions = patterns.map(pattern => new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'su'));
  return name => expressions.some(expression => expression.test(name));
};

/** A predicate for the chosen names. */
export const isChosen = ({ included, excluded }: GroupChoice): ((name: string) => boolean) => {
  const isIncluded = included.length === 0 ? () => true : matchesAny(included);
  const isExcluded = matchesAny(excluded);
  return name => isIncluded(name) && !isExcluded(name);
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
