/** One a rotated user: how long ago the password was made that clients read. */
export const passwordAgeMetricName = 'PasswordAgeDays';

/** Second dimension of a metric of one user. */
export const userDimension = 'User';

const dayMs = 24 * 60 * 60 * 1000;

/** With fractions. */
export function ageDays(createdAt: string, nowMs: number): number {
  return Math.max(0, (nowMs - Date.parse(createdAt)) / dayMs);
}
