import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchBundle } from './bundle/bench-bundle.ts';
import { benchLag } from './lag/bench-lag.ts';
import { machineLine } from './measure/machine.ts';
import { parseOptions, usage } from './options.ts';
import { type PartReport, resultsPage } from './report.ts';

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${usage}`);
  process.exit(2);
}
const cacheDirectory = path.resolve('.cache', 'bench');
mkdirSync(cacheDirectory, { recursive: true });

// What is measured is what the sources say now, not what somebody built last week.
execFileSync(process.execPath, ['scripts/build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });

console.log(`${machineLine()}\n`);
const reports: PartReport[] = [];
for (const part of options.parts) {
  const found = part === 'lag' ? await benchLag(options, cacheDirectory) : [benchBundle()];
  reports.push(...found);
  for (const { heading, text } of found) console.log(`${heading}\n\n${text}\n`);
}
if (options.save) await writeFile(path.join(import.meta.dirname, 'RESULTS.md'), resultsPage(reports));
process.exitCode = reports.some(({ wrong }) => wrong) ? 1 : 0;
