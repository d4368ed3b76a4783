import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Totals } from '../../fleet/fleet.ts';
import type { Arena, Contestant, Skipped } from '../contestant.ts';

const name = 'kafka-consumer-groups --all-groups';
const groupsAtMost = 2_000;

/** Kafka's own command asks group by group, for a minute or more: one round has to do. */
export function prepareConsumerGroupsCommand(arena: Arena): Contestant | Skipped {
  if (arena.groups > groupsAtMost) {
    return { kind: 'skipped', name, reason: `asks group by group; over 15 minutes at ${arena.groups} groups` };
  }
  const command = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';
  const question = ['--all-groups', '--describe', '--timeout', '300000'];
  return {
    kind: 'ready',
    name,
    version: arena.kafkaVersion,
    command: {
      file: 'java',
      args: ['-cp', arena.javaClassPath, command, '--bootstrap-server', arena.bootstrapServers, ...question],
      timeoutMs: 900_000,
    },
    roundsAtMost: 1,
    readTotals: readTable,
  };
}

/** Columns: GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG …, a header before each group. */
async function readTable(stdoutPath: string): Promise<Totals> {
  const groups = new Set<string>();
  let groupPartitions = 0;
  let sumCommitted = 0;
  let totalLag = 0;
  for await (const line of createInterface({ input: createReadStream(stdoutPath) })) {
    const [group, , partition, committed, , lag] = line.trim().split(/\s+/);
    if (!/^\d+$/.test(partition ?? '') || !/^\d+$/.test(committed ?? '')) continue;
    groups.add(group!);
    groupPartitions++;
    sumCommitted += Number(committed);
    totalLag += Number(lag);
  }
  return { groups: groups.size, groupPartitions, sumCommitted, totalLag };
}
