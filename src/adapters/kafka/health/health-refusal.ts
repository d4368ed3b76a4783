import { OperationError } from '../../../domain/errors.ts';
import { passes } from '../client/row-code.ts';
import { oneLine } from '../connection/one-line.ts';
import { sentenceOf } from '../error-sentence.ts';
import { kafkaErrorName } from '../protocol/kafka-error.ts';

const clusterAuthorizationFailed = 31;
const notController = 41;

/** As it is in Kafka's messages. */
interface Told {
  readonly errorCode: number;
  readonly errorMessage?: string | null;
}

/** Throws where a code speaks against the whole request. */
export function throwIfRefused({ errorCode, errorMessage }: Told, right: 'Alter' | 'Describe'): void {
  if (errorCode === 0) return;
  if (errorCode === clusterAuthorizationFailed) {
    throw new OperationError('NotAuthorized', `this login lacks ${right} on the cluster: give it ${right} on Cluster`);
  }
  const retryable = errorCode === notController || passes(errorCode);
  throw new OperationError('BrokerRefused', refusalOf({ errorCode, errorMessage: errorMessage ?? null }), {
    retryable,
  });
}

export function refusalOf({ errorCode, errorMessage }: Told): string {
  const told = oneLine(errorMessage ?? '') || sentenceOf(errorCode);
  return `the broker refuses: ${kafkaErrorName(errorCode)}, ${told}`.replace(/\.$/, '');
}
