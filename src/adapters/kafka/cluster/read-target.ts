import type { ChangeTarget } from '../../../domain/change/plan.ts';
import type { KafkaConnection } from '../../../domain/kafka/connection.ts';
import type { ClusterClient } from '../client/cluster-client.ts';

/** The cluster by its own id, and who this client is to it. */
export async function readTarget(client: ClusterClient): Promise<ChangeTarget> {
  const { clusterId } = await client.metadata([]);
  return { clusterId, principal: principalOf(client.connection) };
}

/** As brokers spell principals, where the client can know it: they map certificates and tokens by rules of their own. */
function principalOf({ sasl, tls }: KafkaConnection): string {
  if (sasl?.mechanism === 'OAUTHBEARER') return 'the owner of the OAUTHBEARER token';
  if (sasl !== undefined) return `User:${sasl.username}`;
  return tls?.clientIdentity === undefined ? 'User:ANONYMOUS' : 'the owner of the client certificate';
}
