import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exitCodes } from '../cli/exit-codes.ts';
import { runProgram } from '../cli/program.ts';
import { realWorld } from '../cli/real-world.ts';
import { dearerText, machinesText, optionNames, refusalText, valueText } from '../cli/render/cost-words.ts';
import { renderMeasuredYaml } from '../cli/render/measured-workload.ts';
import { type Page, pageOf } from '../cli/render/page.ts';
import { layOutTable } from '../cli/render/table.ts';
import type { Shell } from '../cli/shell.ts';
import { parseEstimateRequest } from '../src/adapters/cost-request/parse-request.ts';
import { openCluster } from '../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { embeddedPrices } from '../src/adapters/prices/embedded-prices.ts';
import { type Comparison, estimate } from '../src/domain/cost/estimate.ts';
import { usdText } from '../src/domain/cost/money.ts';
import { priceBookOf } from '../src/domain/cost/price-data.ts';
import { readRequest } from '../src/domain/cost/read-request.ts';
import { OperationError } from '../src/domain/errors.ts';
import { grouped } from '../src/domain/lag/figures.ts';
import { type MeasuredFields, type MeasuredWorkload, rateText } from '../src/domain/workload/measured-workload.ts';
import { measureWorkload } from '../src/operations/measure-workload.ts';
import type { Narrator } from './narrator.ts';
import { users } from './topics-and-rights.ts';

const measuredForMs = 5_000;
const region = 'us-east-1';
/** As if so many such shops wrote: one shop on a laptop fills nothing that can be bought. */
const shops = 1_000;
const layoutTimes = 100;

/** The last act: what the order service writes and keeps is measured, scaled, and priced on the four options. */
export async function priceWorkload(cluster: LocalCluster, shell: Shell, tell: Narrator): Promise<void> {
  tell.step(`act four: what would this cost? measuring for ${measuredForMs / 1_000} s, which is short: take a minute`);
  const measured = await measure(cluster, shell);
  const workload = scaledUp(measured.workload);
  const scaled: MeasuredWorkload = {
    ...measured,
    workload,
    notes: [`scaled: rates × ${shops}, topics and partitions × ${layoutTimes}`, ...measured.notes],
  };
  tell.detail(summaryOf(measured.workload));
  tell.detail(
    `priced for ${grouped(shops)} such shops, with ${layoutTimes} times the topics and partitions: at the rate of one,`,
  );
  tell.detail('every option would cost its smallest size');
  const file = path.join('.kafka-steward', 'workload.yaml');
  await writeFile(path.join(shell.cwd, file), renderMeasuredYaml(scaled));
  const book = priceBookOf(embeddedPrices);
  const { workload: asked, options } = readRequest(parseEstimateRequest(workload), book);
  shell.stdout.write(`\n${optionTable(estimate(asked, book, options), pageOf(shell.stdout)).join('\n')}\n\n`);
  tell.detail(`every line and what would change the answer: npx kafka-steward cost compare --workload ${file}`);
  await writePage(file, shell, tell);
}

async function measure(cluster: LocalCluster, { nowMs, sleep }: Shell): Promise<MeasuredWorkload> {
  const connection = cluster.connectionFor(users.steward);
  const opened = await openCluster(connection, { clientId: 'kafka-steward', nowMs, sleep });
  try {
    const request = { durationMs: measuredForMs, intervals: 5 };
    return await measureWorkload(request, { meter: opened.meter, snapshots: opened, nowMs, sleep });
  } finally {
    opened.close();
  }
}

function scaledUp(fields: MeasuredFields): MeasuredFields {
  const rate = (text: string) => rateText(Number.parseInt(text, 10) * shops);
  const count = (given: number | string) => Number(given) * layoutTimes;
  const { in: into, peakIn, partitions, topics } = fields;
  return {
    region,
    ...fields,
    ...(into === undefined ? {} : { in: rate(into) }),
    ...(peakIn === undefined ? {} : { peakIn: rate(peakIn) }),
    ...(partitions === undefined ? {} : { partitions: count(partitions) }),
    ...(topics === undefined ? {} : { topics: count(topics) }),
  };
}

function summaryOf({ in: into = '0B/s', fanOut = 0, retention = 'unknown', partitions = 0 }: MeasuredFields): string {
  const rate = valueText(Number.parseInt(into, 10), 'bytes/s');
  return `${rate} written, read ${Number(fanOut).toFixed(1)} times, kept for ${retention}, in ${partitions} partitions`;
}

function optionTable(comparison: Comparison, page: Page): string[] {
  const rows = comparison.options.map(found => {
    const name = optionNames[found.option];
    if (found.kind === 'refused') {
      return { cells: [name, 'cannot', '', ''], notes: found.sizing.reasons.map(refusalText) };
    }
    const isBest = found.option === comparison.cheapest;
    const more = isBest ? 'cheapest' : dearerText(comparison, found.bill);
    return { cells: [name, usdText(found.bill.totalMicroUsd), more, machinesText(found.sizing)] };
  });
  const columns = [
    { title: 'OPTION' },
    { title: 'USD A MONTH', align: 'right' as const },
    { title: '' },
    { title: 'SIZED AS', cutDownTo: 16 },
  ];
  return layOutTable(columns, rows, page);
}

async function writePage(workload: string, shell: Shell, tell: Narrator): Promise<void> {
  const page = path.join('.kafka-steward', 'kafka-cost.html');
  const args = ['cost', 'explore', '--workload', workload, '--html', page];
  tell.detail(`kafka-steward ${args.join(' ')}`);
  const exitCode = await runProgram(args, shell, realWorld);
  if (exitCode !== exitCodes.done) throw new OperationError('InternalError', `it ended with exit code ${exitCode}`);
  tell.detail('the same with sliders; open it in a browser');
}
