import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchBundle } from './bundle/bench-bundle.ts';
import { benchCost } from './cost/bench-cost.ts';
import { benchLag } from './lag/bench-lag.ts';
import { machineLine } from './measure/machine.ts';
import { benchOffsetReset } from './offset-reset/bench-offset-reset.ts';
import { type Part, parseOptions, usage } from './options.ts';
import { type PartReport, resultsPage } from './report.ts';

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${usage}`);
  process.exit(2);
}
const cacheDirectory = path.resolve('.cache', 'bench');
mkdirSync(cacheDirectory, { recursive: true });

// What is measured is what the sources say now, not what somebody built last week. The cost model runs from its sources.
if (options.parts.some(part => part !== 'cost'))
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });

const benches: Readonly<Record<Part, () => readonly PartReport[] | Promise<readonly PartReport[]>>> = {
  lag: () => benchLag(options, cacheDirectory),
  'offset-reset': async () => [await benchOffsetReset(options, cacheDirectory)],
  cost: () => benchCost(options.rounds, cacheDirectory),
  bundle: () => [benchBundle()],
};
console.log(`${machineLine()}\n`);
const reports: PartReport[] = [];
for (const part of options.parts) {
  const found = await benches[part]();
  reports.push(...found);
  for (const { heading, text } of found) console.log(`${heading}\n\n${text}\n`);
}
if (options.save) {
  const page = path.join(import.meta.dirname, 'RESULTS.md');
  await writeFile(page, resultsPage(reports, await readFile(page, 'utf8')));
}
process.exitCode = reports.some(({ wrong }) => wrong) ? 1 : 0;
