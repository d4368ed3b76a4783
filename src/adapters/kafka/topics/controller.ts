import { OperationError } from '../../../domain/errors.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';

const notController = 41;

/**
 * Asks the controller, or the broker that forwards to it. Only "not the controller" is asked again: that alone says
 * nothing was done.
 */
export async function askController<Answer>(
  client: ClusterClient,
  ask: (connection: BrokerConnection) => Promise<Answer>,
  codeOf: (answer: Answer) => number,
): Promise<Answer> {
  let last: Answer | undefined;
  await inRounds([ask], client.options, async left => {
    const { controllerId, brokers } = await client.metadata([]);
    const isBroker = brokers.some(({ brokerId }) => brokerId === controllerId);
    const connection = isBroker ? await client.toBroker(controllerId!) : await client.toAnyBroker();
    last = await ask(connection);
    return codeOf(last) === notController ? left : [];
  });
  if (last !== undefined && codeOf(last) !== notController) return last;
  throw new OperationError('BrokerRefused', 'no broker is the controller now; try again', { retryable: true });
}
