import type { AclRights } from '../../../ports/acl-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { mayDo } from '../offsets/operations.ts';
import { describeCluster } from '../protocol/generated/describe-cluster.ts';

/** Brokers tell the rights on the cluster to whoever may describe it, and none of them to others. */
export async function readAclRights(client: ClusterClient): Promise<AclRights | undefined> {
  const rights = await client.askAny(async connection => {
    if (connection.versionOf(describeCluster) === undefined) return undefined;
    const answer = await connection.request(describeCluster, { includeClusterAuthorizedOperations: true });
    return answer.clusterAuthorizedOperations;
  });
  const mayChange = rights === undefined ? undefined : mayDo('alter', rights);
  if (rights === undefined || mayChange === undefined) return undefined;
  return { mayChange, mayList: mayDo('describe', rights) === true };
}
