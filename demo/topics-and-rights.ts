import kafkajs, { type AclEntry } from 'kafkajs';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../src/adapters/local/record-client.ts';
import { usernamesOf } from '../src/domain/scram/rotated-user.ts';

// A CommonJS package whose exports Node cannot see by name.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/**
 * The logins of the story: the applications may read and write, the steward may only describe. That of the applications
 * is rotated: two SCRAM users, of which they read the current one from a file.
 */
export const users = { orderService: 'order-service', steward: 'steward' } as const;

export const topics = { orders: 'orders', payments: 'payments' } as const;
export const groups = { billing: 'billing', analytics: 'analytics', shipping: 'shipping', audit: 'audit' } as const;

/** The user that a rotation begins with; the other one gets its rules. */
const [firstOrderService = ''] = usernamesOf({ base: users.orderService, strategy: 'alternating' });

const partitionCount = { orders: 6, payments: 2 } as const;
const clusterName = 'kafka-cluster';

export async function layOutTopics(cluster: LocalCluster): Promise<void> {
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      topics: [
        { topic: topics.orders, numPartitions: partitionCount.orders, replicationFactor: 3 },
        { topic: topics.payments, numPartitions: partitionCount.payments, replicationFactor: 3 },
      ],
    });
    const { TOPIC, GROUP, CLUSTER } = AclResourceTypes;
    const { READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS } = AclOperationTypes;
    await admin.createAcls({
      acl: [
        ...Object.values(topics).flatMap(topic => [
          allow(firstOrderService, TOPIC, topic, READ),
          allow(firstOrderService, TOPIC, topic, WRITE),
        ]),
        ...Object.values(groups).map(group => allow(firstOrderService, GROUP, group, READ)),
        allow(users.steward, TOPIC, '*', DESCRIBE),
        allow(users.steward, TOPIC, '*', DESCRIBE_CONFIGS),
        allow(users.steward, GROUP, '*', DESCRIBE),
        allow(users.steward, CLUSTER, clusterName, DESCRIBE),
      ],
    });
  } finally {
    await admin.disconnect();
  }
}

const allow = (
  user: string,
  resourceType: AclEntry['resourceType'],
  resourceName: string,
  operation: AclEntry['operation'],
): AclEntry => ({
  resourceType,
  resourceName,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal: `User:${user}`,
  host: '*',
  operation,
  permissionType: AclPermissionTypes.ALLOW,
});
