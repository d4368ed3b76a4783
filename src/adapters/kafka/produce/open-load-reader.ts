import { OperationError } from '../../../domain/errors.ts';
import type { LoadReader } from '../../../ports/load-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { readLog } from '../offsets/read-log.ts';
import { followTopic } from './follow-topic.ts';
import { readBack } from './read-back.ts';

/** Reads a load back by Fetch, without a group that somebody would have to remove. */
export function openLoadReader(client: ClusterClient): LoadReader {
  const readEnds = (topic: string) => endsOf(client, topic);
  return {
    readEnds,
    follow: (request, until) => followTopic(client, request, until),
    readBack: async (request, onRecord) => readBack(client, request, await readEnds(request.topic), onRecord),
  };
}

async function endsOf(client: ClusterClient, topic: string): Promise<readonly number[]> {
  const { topics } = await client.metadata([topic]);
  const partitions = (topics[0]?.partitions ?? [])
    .map(({ partition }) => ({ topic, partition }))
    .toSorted((a, b) => a.partition - b.partition);
  const rows = await readLog(client, partitions, undefined);
  const unread = rows.find(({ problem }) => problem !== undefined);
  if (unread === undefined) return rows.map(({ log }) => log.end);
  throw new OperationError(
    'BrokerRefused',
    `the end of ${topic}-${unread.partition} cannot be read: ${unread.problem!}`,
    { retryable: true },
  );
}
