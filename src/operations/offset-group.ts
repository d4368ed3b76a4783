import type { PartitionCommit } from '../domain/offsets/commit.ts';
import { checkGroup, type GroupFacts, movableKinds } from '../domain/offsets/group-checks.ts';
import { stepGroupKindOf } from '../domain/offsets/step-group-kind.ts';
import { subscribedTopicsOf } from '../domain/offsets/subscribed-topics.ts';
import type { PartitionProblem } from '../ports/offset-cluster.ts';
import type { OffsetWorld } from './offset-world.ts';

export interface GroupState {
  readonly facts: GroupFacts;
  readonly commits: readonly PartitionCommit[];
  readonly problems: readonly PartitionProblem[];
  /** Topics its members read, those included that left while they were waited for. */
  readonly subscribed: readonly string[];
}

const nothing = { commits: [], problems: [] };

/**
 * Looks a group up without making it: brokers are asked for its commits only once one of them lists it, and only where
 * its kind has commits.
 */
export async function readGroup(
  group: string,
  { groups, offsets }: Pick<OffsetWorld, 'groups' | 'offsets'>,
): Promise<GroupState> {
  const listing = await groups.listGroups();
  const listed = listing.groups.find(known => known.group === group);
  const [description] = listed === undefined ? [] : await groups.describeGroups([listed]);
  const read =
    description !== undefined && movableKinds.has(description.kind)
      ? await offsets.readCommits(group, stepGroupKindOf(description.kind))
      : nothing;
  return {
    ...read,
    subscribed: subscribedTopicsOf(description),
    facts: {
      group,
      ...(description === undefined ? {} : { description }),
      otherGroups: listing.groups.map(known => known.group),
      gaps: listing.gaps.map(({ what, sentence }) => `${what}: ${sentence}`),
      topics: [...new Set(read.commits.map(({ topic }) => topic))],
    },
  };
}

const betweenLooksMs = 1_000;

/** The same, once its members have left or the time for it is over. */
export async function readGroupOnceEmpty(group: string, world: OffsetWorld): Promise<GroupState> {
  const untilMs = world.nowMs() + world.emptyWithinMs;
  let told = '';
  let subscribed: readonly string[] = [];
  for (;;) {
    const seen = await readGroup(group, world);
    subscribed = [...new Set([...subscribed, ...seen.subscribed])];
    const state = { ...seen, subscribed };
    const members = checkGroup(state.facts).find(({ name, level }) => name === 'group-is-empty' && level === 'block');
    if (members === undefined || world.nowMs() >= untilMs) return state;
    if (members.sentence !== told) world.onWaiting(members.sentence);
    told = members.sentence;
    await world.sleep(betweenLooksMs);
  }
}
