import { type GroupDescription, type GroupKind, type GroupListing, groupStates } from '../../../domain/kafka/group.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { findCoordinators } from '../client/find-coordinators.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { describeClassic } from './describers/classic.ts';
import { describeConsumer } from './describers/consumer.ts';
import type { Described, Describer } from './describers/described.ts';
import { describeShare } from './describers/share.ts';
import { describeStreams } from './describers/streams.ts';

/** Where a broker does not tell the kind, the new protocol is asked first: the classic API answers for any group. */
const describersOf: Readonly<Record<GroupKind, readonly (readonly [GroupKind, Describer])[]>> = {
  classic: [['classic', describeClassic]],
  consumer: [['consumer', describeConsumer]],
  share: [['share', describeShare]],
  streams: [['streams', describeStreams]],
  other: [['other', describeClassic]],
  unknown: [
    ['consumer', describeConsumer],
    ['classic', describeClassic],
  ],
};

/** What an API answers for a group of another kind, or while its kind is switched off on the cluster. */
const isOfAnotherKind: ReadonlySet<number> = new Set([
  35, // UNSUPPORTED_VERSION
  69, // GROUP_ID_NOT_FOUND
  rowError.unsupportedByBroker,
]);
const groupsARequest = 100;

/** Describes each group by the API of its kind, on its coordinator. One description a listing, in the same order. */
export async function describeGroups(
  client: ClusterClient,
  listings: readonly GroupListing[],
): Promise<readonly GroupDescription[]> {
  const known = new Map<string, GroupDescription>();
  const wanted = new Map(listings.map(listing => [listing.group, listing]));
  if (client.brokers.length === 0) await client.metadata([]);
  await inRounds([...wanted.keys()], client.options, async (left, round) => {
    if (round > 0) await relocate(client, wanted, left);
    const byCoordinatorAndKind = Map.groupBy(
      left.map(group => wanted.get(group)!),
      ({ coordinatorId, kind }) => `${coordinatorId} ${kind}`,
    );
    await Promise.all(
      [...byCoordinatorAndKind.values()].flatMap(alike =>
        chunksOf(alike).map(async chunk => {
          for (const description of await describeOn(client, chunk)) known.set(description.group, description);
        }),
      ),
    );
    return left.filter(group => passes(known.get(group)?.error?.code ?? rowError.none));
  });
  return listings.map(listing => known.get(listing.group) ?? failed(listing, rowError.brokerUnreachable));
}

/** Groups of one coordinator and kind. */
async function describeOn(
  client: ClusterClient,
  listings: readonly GroupListing[],
): Promise<readonly GroupDescription[]> {
  const [{ kind, coordinatorId } = { kind: 'unknown', coordinatorId: -1 } as const] = listings;
  try {
    const connection = await client.toBroker(coordinatorId);
    const found = new Map<string, GroupDescription>();
    let left = listings;
    for (const [asKind, describe] of describersOf[kind]) {
      const answer =
        left.length === 0
          ? []
          : await describe(
              connection,
              left.map(({ group }) => group),
            );
      const told = new Map(answer?.map(described => [described.group, described]));
      for (const listing of left) found.set(listing.group, description(listing, asKind, told.get(listing.group)));
      left = left.filter(({ group }) => isOfAnotherKind.has(found.get(group)?.error?.code ?? rowError.none));
    }
    return [...found.values()];
  } catch (error) {
    const code = rowCodeOf(error);
    return listings.map(listing => failed(listing, code));
  }
}

function description(listing: GroupListing, kind: GroupKind, told: Described | undefined): GroupDescription {
  if (told === undefined) return failed(listing, rowError.unsupportedByBroker);
  if (told.errorCode !== 0) return failed(listing, told.errorCode);
  const { group, coordinatorId } = listing;
  const { epoch, assignor, members } = told;
  const state = groupStates.find(name => name === told.state) ?? 'Unknown';
  return {
    group,
    kind,
    state,
    coordinatorId,
    ...(assignor === undefined ? {} : { assignor }),
    ...(epoch === undefined ? {} : { epoch }),
    members,
  };
}

function failed({ group, kind, state, coordinatorId }: GroupListing, code: number): GroupDescription {
  return { group, kind, state, coordinatorId, members: [], error: { code, sentence: sentenceOf(code) } };
}

async function relocate(
  client: ClusterClient,
  wanted: Map<string, GroupListing>,
  groups: readonly string[],
): Promise<void> {
  try {
    await client.metadata([]);
    const found = await client.askAny(connection => findCoordinators(connection, groups));
    for (const [group, { brokerId, errorCode }] of found) {
      if (errorCode === 0) wanted.set(group, { ...wanted.get(group)!, coordinatorId: brokerId });
    }
  } catch (error) {
    rowCodeOf(error); // rethrows what is not an OperationError
  }
}

function chunksOf(listings: readonly GroupListing[]): readonly (readonly GroupListing[])[] {
  const chunks: (readonly GroupListing[])[] = [];
  for (let from = 0; from < listings.length; from += groupsARequest)
    chunks.push(listings.slice(from, from + groupsARequest));
  return chunks;
}
