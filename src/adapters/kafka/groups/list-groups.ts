import { OperationError } from '../../../domain/errors.ts';
import {
  type GroupKind,
  type GroupListing,
  type GroupState,
  groupKinds,
  groupStates,
} from '../../../domain/kafka/group.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import type { SnapshotGap } from '../../../domain/kafka/snapshot.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { fetchMetadata } from '../client/metadata.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { consumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';
import { describeGroups } from '../protocol/generated/describe-groups.ts';
import { listGroups as listGroupsApi } from '../protocol/generated/list-groups.ts';
import { coordinatorsIn, groupNamesOn, leaderlessCodes, offsetsTopic } from './offsets-topic.ts';

export interface Listing {
  readonly clusterId: string;
  readonly groups: readonly GroupListing[];
  readonly gaps: readonly SnapshotGap[];
  /** Brokers that did not list their groups, with the code that says why. */
  readonly silent: ReadonlyMap<number, number>;
  /** No group ever committed here. Who asks for a coordinator then makes the broker create the topic of the offsets. */
  readonly isWithoutGroups: boolean;
}

const unknownTopic = 3;
const notCoordinator = 16;

/** Who led the partitions of the groups when all of them were last known to be coordinated. */
const settled = new WeakMap<ClusterClient, string>();

/**
 * Every group of every kind. Each broker lists the groups it coordinates, so all are asked. Where one does not answer,
 * or they do not agree on who leads the partitions of the groups, groups are moving to brokers that were asked already:
 * then all are asked again, until a round is whole or the retry window is over and what may be missing becomes a gap.
 * Rejects where no broker answers at all.
 */
export async function listGroups(client: ClusterClient): Promise<Listing> {
  const found = new Map<string, GroupListing>();
  const silent = new Map<number, number>();
  let about = await client.metadata([offsetsTopic]);
  let leaderless: readonly number[] = [];
  const views = new Set<string>();
  await inRounds([true], client.options, async (whole, round) => {
    if (round > 0) about = await client.metadata([offsetsTopic]);
    leaderless = leaderlessCodes(about);
    silent.clear();
    const coordinators = coordinatorsIn(about);
    views.clear();
    views.add(coordinators);
    const isSettled = settled.get(client) === coordinators;
    await Promise.all(
      about.brokers.map(async ({ brokerId }) => {
        const answer = await listOn(client, brokerId, isSettled ? [] : groupNamesOn(about, brokerId));
        if (typeof answer === 'number') {
          silent.set(brokerId, answer);
          return;
        }
        for (const listing of answer.groups) found.set(listing.group, listing);
        views.add(answer.coordinators);
      }),
    );
    const isMoving = views.size > 1 || [...silent.values(), ...leaderless].some(passes);
    if (!isMoving) settled.set(client, coordinators);
    return isMoving ? whole : [];
  });
  const [anyCode] = silent.values();
  if (anyCode !== undefined && silent.size === about.brokers.length) throw noneListed(silent.size, anyCode);
  return {
    clusterId: about.clusterId,
    groups: [...found.values()],
    gaps: [
      ...[...silent].map(([brokerId, code]) => gap(`groups of broker ${brokerId}`, code)),
      ...leaderless.slice(0, 1).map(code => gap(`groups of ${offsetsTopic} (${leaderless.length} leaderless)`, code)),
      ...(views.size > 1 ? [gap(`groups of ${offsetsTopic} (its leaders are moving)`, notCoordinator)] : []),
    ],
    silent,
    isWithoutGroups: about.topics.some(({ errorCode }) => errorCode === unknownTopic),
  };
}

function gap(what: string, errorCode: number): SnapshotGap {
  return { what, errorCode, sentence: sentenceOf(errorCode) };
}

function noneListed(brokerCount: number, code: number): OperationError {
  const name = code < rowError.noCommit ? 'BrokerRefused' : 'BrokerUnreachable';
  const message = `none of ${brokerCount} brokers lists its groups (error ${code}: ${sentenceOf(code)}); try again when the cluster is up`;
  return new OperationError(name, message, { retryable: true });
}

interface BrokerListing {
  readonly groups: readonly GroupListing[];
  readonly coordinators: string;
}

/**
 * Answered in the order of the requests: a broker that leads a partition before it has loaded its groups says so of the
 * name that would be there, and one that has handed groups over before it listed them knows by then to whom.
 */
async function listOn(
  client: ClusterClient,
  brokerId: number,
  names: readonly string[],
): Promise<BrokerListing | number> {
  try {
    const connection = await client.toBroker(brokerId);
    const [asked, { errorCode, groups }, about] = await Promise.all([
      names.length === 0 ? undefined : connection.request(describeGroups, { groups: names }),
      connection.request(listGroupsApi, { statesFilter: [], typesFilter: [] }),
      fetchMetadata(connection, [offsetsTopic]),
    ]);
    if (errorCode !== 0) return errorCode;
    const isReady = asked?.groups.every(told => !passes(told.errorCode)) ?? true;
    const knowsNewKinds = connection.versionOf(consumerGroupDescribe) !== undefined;
    const listings = groups.map(({ groupId, protocolType, groupState, groupType }) => ({
      group: groupId,
      kind: kindOf(protocolType, groupType, knowsNewKinds),
      state: stateOf(groupState),
      coordinatorId: brokerId,
    }));
    return { groups: listings, coordinators: isReady ? coordinatorsIn(about) : `not yet on broker ${brokerId}` };
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
