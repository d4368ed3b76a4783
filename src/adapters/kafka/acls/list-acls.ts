import type { AclBinding } from '../../../domain/acls/acl-binding.ts';
import type { AclFilter } from '../../../domain/acls/acl-filter.ts';
import { OperationError } from '../../../domain/errors.ts';
import type { BrokerAcls } from '../../../ports/acl-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { describeAcls } from '../protocol/generated/describe-acls.ts';
import { filterCodes, toBinding } from './acl-codes.ts';
import { aclError } from './acl-refusal.ts';

export async function listAcls(client: ClusterClient, filter: AclFilter): Promise<readonly AclBinding[]> {
  return await client.askAny(connection => ask(connection, filter));
}

/** Each broker answers from what it has heard so far. What one of them refuses, all of them do. */
export async function listAclsOfBrokers(client: ClusterClient, filter: AclFilter): Promise<readonly BrokerAcls[]> {
  const { brokers } = await client.metadata([]);
  return await Promise.all(
    brokers.map(async ({ brokerId }): Promise<BrokerAcls> => {
      try {
        return { brokerId, bindings: await ask(await client.toBroker(brokerId), filter) };
      } catch (error) {
        if (!(error instanceof OperationError && error.retryable)) throw error;
        return { brokerId, bindings: [], problem: error.message };
      }
    }),
  );
}

async function ask(connection: BrokerConnection, filter: AclFilter): Promise<readonly AclBinding[]> {
  const { errorCode, errorMessage, resources } = await connection.request(describeAcls, filterCodes(filter));
  if (errorCode !== 0) throw aclError(errorCode, 'Describe', errorMessage);
  return resources.flatMap(({ acls, ...resource }) => acls.map(acl => toBinding({ ...resource, ...acl })));
}
