import { OperationError } from '../../../domain/errors.ts';
import { passes } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { kafkaErrorName } from '../protocol/kafka-error.ts';

const clusterAuthorizationFailed = 31;
const securityDisabled = 54;

/** An error code of a whole answer as an error of ours; `right` is what the call needs on the cluster. */
export function aclError(code: number, right: 'Alter' | 'Describe', told: string | null): OperationError {
  const message = aclRefusal(code, right, told);
  if (code === securityDisabled) return new OperationError('AuthorizerMissing', message);
  if (code === clusterAuthorizationFailed) return new OperationError('NotAuthorized', message);
  return new OperationError('BrokerRefused', message, { retryable: passes(code) });
}

/** The same as a sentence, for a row. Where Kafka's own words are general, those of the broker say more. */
export function aclRefusal(code: number, right: 'Alter' | 'Describe', told: string | null): string {
  if (code === securityDisabled) {
    return 'this cluster has no authorizer, so it keeps no ACLs (authorizer.class.name is not set on its brokers)';
  }
  if (code === clusterAuthorizationFailed)
    return `this login lacks ${right} on the cluster: give it ${right} on Cluster`;
  return `the broker refuses: ${kafkaErrorName(code)}, ${oneLine(told) ?? sentenceOf(code)}`.replace(/\.$/, '');
}

function oneLine(told: string | null): string | undefined {
  const text = told?.replaceAll(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}
