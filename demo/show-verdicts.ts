import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderLagCheck } from '../cli/render/lag.ts';
import { pageOf } from '../cli/render/page.ts';
import { renderLagReport } from '../cli/report/lag-report.ts';
import type { Shell } from '../cli/shell.ts';
import type { Narrator } from './narrator.ts';
import type { Judged } from './watch.ts';

const shownGroups = 20;

/** Prints the check as an operator sees it, and writes it as a page. */
export async function showVerdicts({ report, history }: Judged, shell: Shell, tell: Narrator): Promise<void> {
  const page = { ...pageOf(shell.stdout), nowMs: shell.nowMs(), topGroups: shownGroups };
  shell.stdout.write(`\n${renderLagCheck(report, page)}\n`);
  const file = path.join('.kafka-steward', 'lag-report.html');
  await mkdir(path.join(shell.cwd, path.dirname(file)), { recursive: true });
  await writeFile(path.join(shell.cwd, file), renderLagReport(report, history));
  tell.step(`wrote ${file}: the same with the lag over time; open it in a browser`);
}

export const whatToTryNext = `
What to try next:
  npx kafka-steward local up --brokers 3 --security scram    a cluster of your own to play with
  npx kafka-steward lag check --cluster local                the check on it
  npx kafka-steward groups list --cluster local --members    who is in which group
  npx kafka-steward scram rotate --cluster local --user orders --create
                                                             a user whose password can be rotated, as a plan
  npx kafka-steward cost compare --measure --region us-east-1 -b host:port
                                                             what your cluster would cost on MSK and on EC2
  KAFKA_BOOTSTRAP_SERVERS=host:port npm start                the check on a cluster you have; it only reads
`;
