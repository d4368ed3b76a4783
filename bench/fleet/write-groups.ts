import { setTimeout } from 'node:timers/promises';
import type { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import { findCoordinators } from '../../src/adapters/kafka/client/find-coordinators.ts';
import { commitFleetGroup } from './commit-fleet-group.ts';
import { type FleetSize, groupName, isLive } from './fleet.ts';
import { joinFleetGroup } from './join-fleet-group.ts';

/** A broker works through one connection's requests one after another, so the load goes over several. */
const connectionsPerBroker = 8;
const groupsAtOncePerConnection = 2;
const groupsPerLookUp = 1_000;

/** Commits the offsets of some groups, then lets the live ones join with one member that is never heard of again. */
export async function writeGroups(size: FleetSize, groups: readonly number[], client: ClusterClient): Promise<void> {
  await client.metadata([]);
  const groupsOfBroker = await groupsByCoordinator(groups, client);
  const workers: Promise<void>[] = [];
  for (const [brokerId, coordinated] of groupsOfBroker) {
    const left = [...coordinated];
    for (let worker = 0; worker < connectionsPerBroker * groupsAtOncePerConnection; worker++) {
      workers.push(writeAll(size, client, { brokerId, lane: worker % connectionsPerBroker, left }));
    }
  }
  await Promise.all(workers);
}

interface Share {
  readonly brokerId: number;
  readonly lane: number;
  /** Taken from by every worker of the broker. */
  readonly left: number[];
}

async function writeAll(size: FleetSize, client: ClusterClient, { brokerId, lane, left }: Share): Promise<void> {
  const connection = await client.toBroker(brokerId, lane);
  for (let group = left.pop(); group !== undefined; group = left.pop()) {
    await commitFleetGroup(size, group, connection);
    if (isLive(size, group)) await joinFleetGroup(size, group, connection);
  }
}

async function groupsByCoordinator(groups: readonly number[], client: ClusterClient): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  for (let first = 0; first < groups.length; first += groupsPerLookUp) {
    const some = groups.slice(first, first + groupsPerLookUp);
    const coordinators = await settledCoordinators(some, client);
    for (const [index, brokerId] of coordinators.entries()) {
      if (!found.has(brokerId)) found.set(brokerId, []);
      found.get(brokerId)!.push(some[index]!);
    }
  }
  return found;
}

/** The first look-up makes the cluster create its offsets topic, so it takes some patience. */
async function settledCoordinators(groups: readonly number[], client: ClusterClient): Promise<readonly number[]> {
  const names = groups.map(groupName);
  for (let attempt = 1; ; attempt++) {
    const found = await findCoordinators(await client.toAnyBroker(), names);
    const brokerIds = names.map(name => found.get(name)?.brokerId ?? -1);
    if (brokerIds.every(brokerId => brokerId >= 0)) return brokerIds;
    if (attempt === 300) throw new Error(`the cluster names no coordinator for ${names[0]} and others`);
    await setTimeout(200);
  }
}
