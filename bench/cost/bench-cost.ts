import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import { estimate, estimateOption, type PricedOption } from '../../src/domain/cost/estimate.ts';
import { defaultOptions, type EstimateOptions } from '../../src/domain/cost/options.ts';
import { priceBookOf } from '../../src/domain/cost/price-data.ts';
import type { Workload } from '../../src/domain/cost/workload.ts';
import { loadAverage } from '../measure/machine.ts';
import { mark, medianOf } from '../measure/statistics.ts';
import { textTable } from '../measure/text-table.ts';
import type { PartReport } from '../report.ts';
import { choicesTable } from './choices-table.ts';
import { askNetflix, type NetflixAnswers } from './netflix.ts';
import { questions, randomWorkloads, workloadOf } from './questions.ts';

const sweepMsBelow = 50;
const workloadCount = 10_000;
const cpuSecondsBelow = 30;
/** EBS-only families of x86 that both models know. */
const sharedFamilies = ['m5', 'm6i', 'm7i', 'r5', 'r6i'];
const book = priceBookOf(embeddedPrices);
const types = new Set(embeddedPrices.machines.map(({ type }) => type));
const committed: EstimateOptions = { ...defaultOptions, commitment: '3-year' };
const sharedOnly: EstimateOptions = {
  ...committed,
  constraints: {
    ...committed.constraints,
    allowedTypes: [...types].filter(type => sharedFamilies.includes(type.split('.')[0]!)),
  },
};

/** How long the cost model takes, and what it chooses beside Netflix's. */
export function benchCost(rounds: number, cacheDirectory: string): PartReport[] {
  const loadBefore = loadAverage();
  const speed = [...sweep(rounds), ...many()];
  const netflix = askNetflix(questions, sharedFamilies, rounds, cacheDirectory);
  const beside = typeof netflix === 'string' ? [`skipped Netflix's model: ${netflix}`] : besideNetflix(netflix, rounds);
  const load = `load average ${loadBefore} before, ${loadAverage()} after`;
  const heading = `cost: ${types.size} EC2 types and all of MSK's, every count, every option`;
  return [{ heading, text: [load, '', ...speed, '', ...beside].join('\n'), wrong: false }];
}

/** One workload on every type, count and option, its bills included: at first, and once the code is warm. */
function sweep(rounds: number): string[] {
  const workload = workloadOf(questions[1]!);
  const firstMs = msOf(() => estimate(workload, book, defaultOptions));
  const warmMs = medianOf(
    Array.from({ length: rounds * 40 }, () => msOf(() => estimate(workload, book, defaultOptions))),
  );
  return [
    `one workload, first in the process  ${firstMs.toFixed(1).padStart(6)} ms   target < ${sweepMsBelow} ms ${mark(firstMs < sweepMsBelow)}`,
    `one workload, median of ${rounds * 40}         ${warmMs.toFixed(1).padStart(6)} ms`,
  ];
}

function many(): string[] {
  // Where a price is missing, less is to be compared.
  const regions = book.regions.filter(region => book.find('inter-az-gb', undefined, region) !== undefined);
  const workloads = randomWorkloads(workloadCount, regions);
  const before = process.cpuUsage();
  const cheapest = workloads.map(workload => estimate(workload, book, defaultOptions).cheapest ?? 'none');
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const shares = [...Map.groupBy(cheapest, option => option)]
    .map(([option, all]) => `${option} ${((100 * all.length) / workloadCount).toFixed(0)} %`)
    .toSorted()
    .join(', ');
  return [
    `${workloadCount.toLocaleString('en-US')} random workloads, CPU       ${seconds.toFixed(1).padStart(6)} s    target < ${cpuSecondsBelow} s ${mark(seconds < cpuSecondsBelow)}`,
    `cheapest among them: ${shares}`,
  ];
}

function besideNetflix({ version, answers }: NetflixAnswers, rounds: number): string[] {
  const choices = questions.map((question, at) => ({
    question,
    ours: onEc2(workloadOf(question), committed),
    oursShared: onEc2(workloadOf(question), sharedOnly),
    netflix: answers[at]!.all.choice,
    netflixShared: answers[at]!.shared.choice,
  }));
  const ourMs = questions.map(question =>
    medianOf(Array.from({ length: rounds * 10 }, () => msOf(() => onEc2(workloadOf(question), committed)))),
  );
  const theirMs = answers.map(({ all }) => all.medianMs);
  const rows = questions.map((question, at) => [
    `${question.inBytesPerSecond / 1e6} MB/s`,
    ourMs[at]!.toFixed(2),
    theirMs[at]!.toFixed(0),
    `${(theirMs[at]! / ourMs[at]!).toFixed(0)}×`,
  ]);
  return [
    `Netflix service-capacity-modeling ${version}, its Kafka model: three copies, EBS, us-east-1`,
    'brokers and their disks alone, reserved for three years, without anything upfront; medians of rounds in one process each',
    '',
    choicesTable(choices, book),
    '',
    textTable([['Kafka on EC2, sized and priced', 'ours ms', 'Netflix ms', 'ratio'], ...rows]),
  ];
}

function onEc2(workload: Workload, options: EstimateOptions): PricedOption {
  const found = estimateOption('ec2', workload, book, options);
  if (found.kind === 'priced') return found;
  throw new Error('a workload of the bench does not fit on EC2');
}

function msOf(act: () => unknown): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}
