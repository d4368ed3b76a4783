import { readFile } from 'node:fs/promises';
import type { Totals } from '../fleet/fleet.ts';

/** The last line of a client's output is its totals as JSON. */
export async function readJsonLine(stdoutPath: string): Promise<Totals> {
  const line = (await readFile(stdoutPath, 'utf8')).trim().split('\n').at(-1) ?? '';
  const { groups, groupPartitions, sumCommitted, totalLag } = JSON.parse(line) as Totals;
  return { groups, groupPartitions, sumCommitted, totalLag };
}
