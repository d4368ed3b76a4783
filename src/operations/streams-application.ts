import { internalTopicsOf, type StreamsApplication } from '../domain/offsets/streams-application.ts';
import type { OffsetCluster } from '../ports/offset-cluster.ts';
import type { GroupState } from './offset-group.ts';

/** What a group would be as a Kafka Streams application; only such groups can be one that keep commits the old way. */
export async function readApplication(
  { facts: { group, description, otherGroups } }: Pick<GroupState, 'facts'>,
  { listTopics }: Pick<OffsetCluster, 'listTopics'>,
): Promise<StreamsApplication> {
  const kind = description?.kind ?? 'unknown';
  const mayHaveState = kind === 'classic' || kind === 'streams';
  return { group, kind, internalTopics: mayHaveState ? internalTopicsOf(group, await listTopics(), otherGroups) : [] };
}
