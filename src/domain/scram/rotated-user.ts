/**
 * `alternating`: two users with the same rights, of which each rotation makes the other one the current. `single`: one
 * user that gets a new password.
 */
export type RotationStrategy = 'alternating' | 'single';

/** What is rotated: one name that applications know, and the SCRAM users behind it. */
export interface RotatedUser {
  readonly base: string;
  readonly strategy: RotationStrategy;
  /** On MSK, the ARN of the associated secret of each SCRAM user, in the order of `usernamesOf`. Elsewhere none. */
  readonly slots: readonly string[];
}

/** The SCRAM users of a rotated user. */
export function usernamesOf({ base, strategy }: Pick<RotatedUser, 'base' | 'strategy'>): readonly string[] {
  return strategy === 'single' ? [base] : [`${base}-a`, `${base}-b`];
}

/**
 * The SCRAM user that comes after this one; undefined where this one is none of them. A secret whose value names somebody
 * else must not lead a rotation to that user.
 */
export function nextUsername(user: RotatedUser, current: string): string | undefined {
  const usernames = usernamesOf(user);
  const position = usernames.indexOf(current);
  return position === -1 ? undefined : usernames[(position + 1) % usernames.length];
}

/** The ARN of the slot secret of one of the SCRAM users; undefined where there are no slots, or it is none of them. */
export function slotOf(user: RotatedUser, username: string): string | undefined {
  return user.slots[usernamesOf(user).indexOf(username)];
}
