import { OperationError } from '../../../domain/errors.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';

/** What a failed request means for the rows it was for. What no broker is to blame for is thrown on. */
export function rowCodeOf(error: unknown): number {
  if (!(error instanceof OperationError)) throw error;
  switch (error.name) {
    case 'RequestTimedOut':
      return rowError.timedOut;
    case 'ConnectionLost':
      return rowError.connectionLost;
    case 'BrokerTooOld':
      return rowError.unsupportedByBroker;
    case 'AuthenticationFailed':
    case 'CertificateRejected':
      return rowError.authenticationFailed;
    case 'ProtocolViolated':
      return rowError.answerUnreadable;
    case 'InputInvalid':
    case 'InternalError':
      throw error;
    default:
      return rowError.brokerUnreachable;
  }
}

const passing: ReadonlySet<number> = new Set([rowError.timedOut, rowError.connectionLost, rowError.brokerUnreachable]);

/** Kafka's codes that pass when coordinators and leaders have settled; its table of retriable errors is wider. */
const kafkaPassing: ReadonlySet<number> = new Set([
  5, // LEADER_NOT_AVAILABLE
  6, // NOT_LEADER_OR_FOLLOWER
  7, // REQUEST_TIMED_OUT
  9, // REPLICA_NOT_AVAILABLE
  13, // NETWORK_EXCEPTION
  14, // COORDINATOR_LOAD_IN_PROGRESS
  15, // COORDINATOR_NOT_AVAILABLE
  16, // NOT_COORDINATOR
  56, // KAFKA_STORAGE_ERROR
  74, // FENCED_LEADER_EPOCH
  75, // UNKNOWN_LEADER_EPOCH
  78, // OFFSET_NOT_AVAILABLE
]);

/** Whether the same request, sent again to whoever is in charge by then, can succeed. */
export function passes(code: number): boolean {
  return passing.has(code) || kafkaPassing.has(code);
}
