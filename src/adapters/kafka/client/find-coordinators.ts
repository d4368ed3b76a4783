import type { BrokerConnection } from '../connection/broker-connection.ts';
import { findCoordinator } from '../protocol/generated/find-coordinator.ts';

export interface Coordinator {
  /** Kafka's −1 where `errorCode` is not 0. */
  readonly brokerId: number;
  readonly errorCode: number;
}

const groupKey = 0;
const manyKeysFrom = 4;

/** Who coordinates each group now: one request for all since Kafka 3.0, one a group (pipelined) before. */
export async function findCoordinators(
  connection: BrokerConnection,
  groups: readonly string[],
): Promise<ReadonlyMap<string, Coordinator>> {
  if ((connection.versionOf(findCoordinator) ?? 0) >= manyKeysFrom) {
    const { coordinators } = await connection.request(findCoordinator, {
      keyType: groupKey,
      coordinatorKeys: [...groups],
    });
    return new Map(coordinators.map(({ key, nodeId, errorCode }) => [key, { brokerId: nodeId, errorCode }]));
  }
  const answers = await Promise.all(
    groups.map(async group => {
      const { nodeId, errorCode } = await connection.request(findCoordinator, { key: group, keyType: groupKey });
      return [group, { brokerId: nodeId, errorCode }] as const;
    }),
  );
  return new Map(answers);
}
