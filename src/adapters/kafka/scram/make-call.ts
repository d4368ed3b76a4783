import type { AuthorizedCall } from '../../../ports/login-prover.ts';
import { fetchMetadata } from '../client/metadata.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { describeGroups } from '../protocol/generated/describe-groups.ts';

const topicAuthorizationFailed = 29;
const groupAuthorizationFailed = 30;

/**
 * Makes a call as the user that is logged in. Every broker checks the right before anything else, so a topic that is
 * not there and a group that another broker coordinates are as good as any. Makes neither.
 */
export async function makeCall(
  connection: BrokerConnection,
  call: AuthorizedCall | undefined,
): Promise<'allowed' | 'denied' | undefined> {
  switch (call?.kind) {
    case undefined:
      await fetchMetadata(connection, []);
      return undefined;
    case 'describe-topic': {
      const { topics } = await fetchMetadata(connection, [call.topic]);
      return topics.some(({ errorCode }) => errorCode === topicAuthorizationFailed) ? 'denied' : 'allowed';
    }
    case 'describe-group': {
      const { groups } = await connection.request(describeGroups, { groups: [call.group] });
      return groups.some(({ errorCode }) => errorCode === groupAuthorizationFailed) ? 'denied' : 'allowed';
    }
  }
}

/** For example `Describe on topic "orders"`. */
export function rightFor(call: AuthorizedCall): string {
  return call.kind === 'describe-topic'
    ? `Describe on topic ${JSON.stringify(call.topic)}`
    : `Describe on group ${JSON.stringify(call.group)}`;
}
