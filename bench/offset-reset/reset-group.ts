import type { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import { openOffsets } from '../../src/adapters/kafka/offsets/open-offsets.ts';
import { endOffset, topicName } from '../fleet/fleet.ts';

export const resetGroup = 'bench-reset';
export const partitionsPerTopic = 50;
const commitsARequest = 500;

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Every partition of the first topics, where its log ends. */
function endsOf(partitions: number): readonly Position[] {
  return Array.from({ length: partitions }, (_, at) => {
    const [topic, partition] = [Math.floor(at / partitionsPerTopic), at % partitionsPerTopic];
    return { topic: topicName(topic), partition, offset: endOffset(topic, partition) };
  });
}

/** Commits the start of every partition: where each round begins. */
export async function commitStarts(partitions: number, client: ClusterClient): Promise<void> {
  const rows = endsOf(partitions).map(({ topic, partition }) => ({
    topic,
    partition,
    commit: { offset: 0, metadata: '' },
  }));
  for (let from = 0; from < rows.length; from += commitsARequest) {
    const written = await openOffsets(client).writeCommits(resetGroup, rows.slice(from, from + commitsARequest));
    const refused = written.find(({ refusal }) => refusal !== undefined);
    if (refused !== undefined) throw new Error(`${refused.topic}:${refused.partition}: ${refused.refusal}`);
  }
}

/** What the group has, compared with the ends of all logs; undefined where it is the same. */
export async function differenceFromEnds(partitions: number, client: ClusterClient): Promise<string | undefined> {
  const { commits } = await openOffsets(client).readCommits(resetGroup);
  const found = new Map(commits.map(({ topic, partition, commit }) => [`${topic}:${partition}`, commit?.offset]));
  const wrong = endsOf(partitions).filter(
    ({ topic, partition, offset }) => found.get(`${topic}:${partition}`) !== offset,
  );
  const [first] = wrong;
  if (first === undefined) return found.size === partitions ? undefined : `${found.size} commits, not ${partitions}`;
  const name = `${first.topic}:${first.partition}`;
  return `${wrong.length} partitions are elsewhere: ${name} at ${found.get(name)}, not ${first.offset}`;
}
