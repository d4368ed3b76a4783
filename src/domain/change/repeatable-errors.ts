import type { ErrorName } from '../errors.ts';

/**
 * After these a stage of a run may be called again as it is: something could not be reached or did not answer, and it may
 * the next time. A state machine sees the name of an error and not whether a retry helps, so a name is here only
 * if it does in all of its meanings.
 */
export const repeatableErrors = [
  'BrokerUnreachable',
  'ConnectionLost',
  'RequestTimedOut',
  'AwsUnavailable',
] as const satisfies readonly ErrorName[];

/** After this one waits longer: another run has to end first. */
export const heldError = 'ClusterIsHeld' satisfies ErrorName;
