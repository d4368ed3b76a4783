import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckLagEnvironment } from '../../lambdas/check-lag/contract.ts';
import { mark, medianOf } from '../measure/statistics.ts';
import type { PartReport } from '../report.ts';

const directory = path.resolve('dist/lambdas/check-lag');
const heading = 'bundle: the Lambda check-lag';
const processCount = 11;
const kilobytesBelow = 600;
const importMsBelow = 150;

/** The function reads its settings while it is imported, as at a cold start. */
const environment: CheckLagEnvironment = {
  CLUSTER_NAME: 'bench',
  BOOTSTRAP_SERVERS: '127.0.0.1:9092',
  LOGIN: 'none',
  WINDOW_BUCKET: 'bench',
  WINDOW_KEY: 'bench',
  TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:bench',
};

/** How much the lag check's Lambda weighs, and how long a fresh Node process takes to import it. */
export function benchBundle(): PartReport {
  if (!existsSync(directory)) return { heading, text: 'npm run build made no bundle', wrong: true };
  const files = readdirSync(directory).map(file => path.join(directory, file));
  const kilobytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1_000;
  const entry = files.find(file => /index\.[cm]?js$/.test(file));
  if (entry === undefined) return { heading, text: `no index.mjs in ${directory}`, wrong: true };
  const importMs = medianOf(Array.from({ length: processCount }, () => importInFreshProcess(entry)));
  const text = [
    `minified        ${kilobytes.toFixed(0).padStart(4)} KB   target < ${kilobytesBelow} KB ${mark(kilobytes < kilobytesBelow)}`,
    `import, median  ${importMs.toFixed(0).padStart(4)} ms   target < ${importMsBelow} ms ${mark(importMs < importMsBelow)}   (${processCount} fresh processes)`,
  ].join('\n');
  return { heading, text, wrong: false };
}

function importInFreshProcess(entry: string): number {
  const program = `const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(entry).href)});
    process.stdout.write('\\n' + String(performance.now() - start), () => process.exit(0));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: { ...environment, AWS_REGION: 'eu-central-1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return Number(output.trim().split('\n').at(-1));
}
