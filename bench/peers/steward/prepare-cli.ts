import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LagReport } from '../../../src/domain/lag/verdict.ts';
import type { Totals } from '../../fleet/fleet.ts';
import type { Arena, Contestant, Skipped } from '../contestant.ts';

const name = 'kafka-steward lag check --json';
const bundle = path.resolve('dist/cli/kafka-steward.mjs');

/** The whole command as a user runs it: reader, verdicts on every group-partition, and the report as JSON. */
export function prepareStewardCli(arena: Arena): Contestant | Skipped {
  if (!existsSync(bundle)) return { kind: 'skipped', name, reason: 'npm run build made no bundle' };
  const question = ['lag', 'check', '--samples', '1', '--json', '--bootstrap-servers', arena.bootstrapServers];
  return {
    kind: 'ready',
    name,
    version: 'here',
    command: { file: process.execPath, args: [bundle, ...question], timeoutMs: 300_000 },
    roundsAtMost: Infinity,
    readTotals: readReport,
  };
}

async function readReport(stdoutPath: string): Promise<Partial<Totals>> {
  const { totals } = JSON.parse(await readFile(stdoutPath, 'utf8')) as LagReport;
  return { groups: totals.groups, groupPartitions: totals.groupPartitions, totalLag: totals.lagRecords };
}
