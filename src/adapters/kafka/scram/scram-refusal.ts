import { OperationError } from '../../../domain/errors.ts';
import { passes } from '../client/row-code.ts';
import { oneLine } from '../connection/one-line.ts';
import { sentenceOf } from '../error-sentence.ts';
import { kafkaErrorName } from '../protocol/kafka-error.ts';

export const scramCode = { clusterAuthorizationFailed: 31, unsupportedVersion: 35, notController: 41, notFound: 91 };

/** What a broker answered, as it is in Kafka's messages. */
interface Told {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** Throws where a code says that nothing of the request can be done, whatever the row. */
export function throwIfForAll({ errorCode, errorMessage }: Told, right: 'Alter' | 'Describe'): void {
  if (errorCode === scramCode.clusterAuthorizationFailed) {
    throw new OperationError('NotAuthorized', `this login lacks ${right} on the cluster: give it ${right} on Cluster`);
  }
  if (errorCode === scramCode.unsupportedVersion) {
    const told = refusalOf({ errorCode, errorMessage });
    throw new OperationError('BrokerTooOld', `${told}; KRaft clusters keep SCRAM users from metadata.version 3.5 on`);
  }
  if (willPass(errorCode)) {
    throw new OperationError('BrokerRefused', refusalOf({ errorCode, errorMessage }), { retryable: true });
  }
}

/** A code as a sentence. Where Kafka's own words are general, those of the broker say more. */
export function refusalOf({ errorCode, errorMessage }: Told): string {
  const told = oneLine(errorMessage ?? '') || sentenceOf(errorCode);
  return `the broker refuses: ${kafkaErrorName(errorCode)}, ${told}`.replace(/\.$/, '');
}

export function willPass(code: number): boolean {
  return code === scramCode.notController || passes(code);
}
