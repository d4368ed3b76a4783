/** How a run ended. The numbers are the exit codes of every command that changes something. */
export const outcomeExitCodes = {
  /** Every step is done and read back. */
  done: 0,
  /** Something broke, and the cluster is as it was. */
  failed: 1,
  /** A check blocked it or somebody declined, and nothing was done. */
  refused: 3,
  /** Every step is done, and reading back says otherwise or could not be done. */
  'not-verified': 4,
  /** Some steps are done, or may be. */
  'partly-applied': 5,
} as const;

export type RunOutcome = keyof typeof outcomeExitCodes;
