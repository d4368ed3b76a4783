export const megabyte = 1_000_000;
export const mebibyte = 2 ** 20;
export const gibibyte = 2 ** 30;
export const secondsPerHour = 3_600;
export const secondsPerDay = 86_400;

/** How many whole units of a size hold it. */
export function wholeUnits(bytes: number, unitBytes: number): number {
  return Math.ceil(bytes / unitBytes);
}
