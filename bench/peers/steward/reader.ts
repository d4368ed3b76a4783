// One lag snapshot by the project's own reader, added up from its columns.
import { setTimeout } from 'node:timers/promises';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { Snapshot } from '../../../src/domain/kafka/snapshot.ts';
import type { Totals } from '../../fleet/fleet.ts';

const bootstrapServers = process.argv[2]!.split(',').map(server => {
  const [host, port] = server.split(':');
  return { host: host!, port: Number(port) };
});
const cluster = await openCluster(
  { name: 'bench', bootstrapServers },
  { clientId: 'bench', nowMs: Date.now, sleep: ms => setTimeout(ms) },
);
console.log(JSON.stringify(totalsOf(await cluster.readSnapshot({}))));
cluster.close();
// As the command line does: a timer for a second broker that was not needed holds nobody up.
process.exit();

function totalsOf({ groups, partitions, rows }: Snapshot): Totals {
  let groupPartitions = 0;
  let sumCommitted = 0;
  let totalLag = 0;
  for (let row = 0; row < rows.count; row++) {
    if (rows.error[row] !== 0) continue;
    const committed = rows.committed[row]!;
    groupPartitions++;
    sumCommitted += committed;
    totalLag += Math.max(0, partitions.end[rows.partition[row]!]! - committed);
  }
  return { groups: groups.count, groupPartitions, sumCommitted, totalLag };
}
