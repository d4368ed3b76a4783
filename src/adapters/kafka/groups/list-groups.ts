import {
  type GroupKind,
  type GroupListing,
  type GroupState,
  groupKinds,
  groupStates,
} from '../../../domain/kafka/group.ts';
import type { SnapshotGap } from '../../../domain/kafka/snapshot.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { consumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';
import { listGroups as listGroupsApi } from '../protocol/generated/list-groups.ts';

export interface Listing {
  readonly groups: readonly GroupListing[];
  readonly gaps: readonly SnapshotGap[];
}

/**
 * Every group of every kind. Each broker lists the groups it coordinates, so all are asked. Where one does not answer,
 * its groups are moving to brokers that were asked already: then all are asked again, until a round is whole or the
 * retry window is over and the missing brokers become gaps.
 */
export async function listGroups(client: ClusterClient): Promise<Listing> {
  const found = new Map<string, GroupListing>();
  const failures = new Map<number, number>();
  await inRounds([true], client.options, async (whole, round) => {
    if (round > 0) await client.metadata([]).catch(() => undefined);
    failures.clear();
    await Promise.all(
      client.brokers.map(async ({ brokerId }) => {
        const answer = await listOn(client, brokerId);
        if (typeof answer === 'number') failures.set(brokerId, answer);
        else for (const listing of answer) found.set(listing.group, listing);
      }),
    );
    return [...failures.values()].some(passes) ? whole : [];
  });
  return {
    groups: [...found.values()],
    gaps: [...failures].map(([brokerId, errorCode]) => ({
      what: `groups of broker ${brokerId}`,
      errorCode,
      sentence: sentenceOf(errorCode),
    })),
  };
}

async function listOn(client: ClusterClient, brokerId: number): Promise<readonly GroupListing[] | number> {
  try {
    const connection = await client.toBroker(brokerId);
    const { errorCode, groups } = await connection.request(listGroupsApi, { statesFilter: [], typesFilter: [] });
    if (errorCode !== 0) return errorCode;
    const knowsNewKinds = connection.versionOf(consumerGroupDescribe) !== undefined;
    return groups.map(({ groupId, protocolType, groupState, groupType }) => ({
      group: groupId,
      kind: kindOf(protocolType, groupType, knowsNewKinds),
      state: stateOf(groupState),
      coordinatorId: brokerId,
    }));
  } catch (error) {
    return rowCodeOf(error);
  }
}

/**
 * Brokers tell the type from 3.8 on (ListGroups v5). A broker that cannot describe a KIP-848 group has only classic
 * ones. A classic group whose members do not speak the consumer protocol belongs to Connect, Schema Registry or such.
 */
function kindOf(protocolType: string, groupType: string, knowsNewKinds: boolean): GroupKind {
  const told = groupType.toLowerCase() as GroupKind;
  const kind =
    groupType !== '' ? (groupKinds.includes(told) ? told : 'unknown') : knowsNewKinds ? 'unknown' : 'classic';
  const consumes = ['', 'consumer', 'share', 'streams'].includes(protocolType);
  return consumes ? kind : 'other';
}

function stateOf(told: string): GroupState {
  return groupStates.includes(told as GroupState) ? (told as GroupState) : 'Unknown';
}
