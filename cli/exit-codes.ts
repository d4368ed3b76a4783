/** What the process says when it ends; scripts and CI depend on these numbers. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  wrongUsage: 2,
  refused: 3,
  notVerified: 4,
  partlyApplied: 5,
  foundBad: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
