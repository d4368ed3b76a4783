import { OperationError } from '../../../domain/errors.ts';
import { type ScramMechanism, scramMechanisms } from '../../../domain/scram/scram-login.ts';

/** Kafka counts the mechanisms from 1, in the order of our list. */
const firstCode = 1;

export function mechanismCode(mechanism: ScramMechanism): number {
  return firstCode + scramMechanisms.indexOf(mechanism);
}

export function mechanismOf(code: number): ScramMechanism {
  const mechanism = scramMechanisms[code - firstCode];
  if (mechanism !== undefined) return mechanism;
  const message = `a broker tells of SCRAM mechanism ${code}, which this version does not know; update it`;
  throw new OperationError('ProtocolViolated', message);
}
