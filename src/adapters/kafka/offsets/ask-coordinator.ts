import { OperationError } from '../../../domain/errors.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { findCoordinators } from '../client/find-coordinators.ts';
import { inRounds } from '../client/rounds.ts';
import { passes } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import { kafkaErrorName } from '../protocol/kafka-error.ts';

/** An answer with the error codes in it, by which the call is judged. */
export interface Judged<Answer> {
  readonly answer: Answer;
  readonly codes: readonly number[];
}

/**
 * Asks the coordinator of a group, and again where it moved, loads or broke off, as long as the retry window allows.
 * Gives the last answer, codes and all; rejects where there is none. What is asked has to bear being asked twice.
 */
export async function askCoordinator<Answer>(
  client: ClusterClient,
  group: string,
  ask: (connection: BrokerConnection) => Promise<Judged<Answer>>,
): Promise<Answer> {
  let last: { readonly answer: Answer } | { readonly failure: OperationError } | undefined;
  await inRounds([ask], client.options, async left => {
    try {
      const { answer, codes } = await ask(await toCoordinator(client, group));
      last = { answer };
      return codes.some(passes) ? left : [];
    } catch (error) {
      if (!(error instanceof OperationError && error.retryable)) throw error;
      last = { failure: error };
      return left;
    }
  });
  if (last !== undefined && 'answer' in last) return last.answer;
  throw last!.failure;
}

/**
 * Asks the coordinator of a group once. Whoever it is, is looked for as long as the retry window allows; what was sent is
 * not sent again, as it may have taken effect. Rejects, retryable, where the answer is lost or says to try again.
 */
export async function askCoordinatorOnce<Answer>(
  client: ClusterClient,
  group: string,
  ask: (connection: BrokerConnection) => Promise<Judged<Answer>>,
): Promise<Answer> {
  const reach = (connection: BrokerConnection) => Promise.resolve({ answer: connection, codes: [] });
  const { answer, codes } = await ask(await askCoordinator(client, group, reach));
  const passing = codes.find(passes);
  if (passing !== undefined) throw refusedBy(passing, `the coordinator of group ${JSON.stringify(group)} is not ready`);
  return answer;
}

async function toCoordinator(client: ClusterClient, group: string): Promise<BrokerConnection> {
  const found = await client.askAny(connection => findCoordinators(connection, [group]));
  const { brokerId, errorCode } = found.get(group) ?? { brokerId: -1, errorCode: -1 };
  if (errorCode !== 0)
    throw refusedBy(errorCode, `the cluster names no coordinator for group ${JSON.stringify(group)}`);
  if (!client.brokers.some(broker => broker.brokerId === brokerId)) await client.metadata([]);
  return await client.toBroker(brokerId);
}

const authorizationFailed: ReadonlySet<number> = new Set([29, 30, 31]);

/** An error code of a whole answer as an error of ours. */
export function refusedBy(code: number, what: string): OperationError {
  const name = authorizationFailed.has(code) ? 'NotAuthorized' : 'BrokerRefused';
  const message = `${what}: ${kafkaErrorName(code)}, ${sentenceOf(code)}`.replace(/\.$/, '');
  return new OperationError(name, message, { retryable: passes(code) });
}
