import { type Command, Option } from 'commander';
import type { EstimateRequest } from '../src/domain/cost/estimate-request.ts';
import { type OptionKind, optionKinds } from '../src/domain/cost/sizing.ts';
import { OperationError } from '../src/domain/errors.ts';
import { resultOf } from '../src/domain/perf/comparison.ts';
import type { PerfReport } from '../src/domain/perf/perf-report.ts';
import { averageBytes } from '../src/domain/perf/record-sizes.ts';
import type { Cli } from './cli.ts';
import { toSafeText } from './render/safe-text.ts';

/** What the clusters cost: said, or by the cost model for the load that was measured. */
export interface PriceFlags {
  readonly usdPerHourA?: string;
  readonly usdPerHourB?: string;
  readonly optionA?: OptionKind;
  readonly optionB?: OptionKind;
  readonly region?: string;
  readonly retention?: string;
  readonly fanOut?: string;
}

export function addPriceFlags(command: Command): Command {
  return command
    .optionsGroup('Cost:')
    .option('--usd-per-hour-a <usd>', 'what the first cluster costs')
    .option('--usd-per-hour-b <usd>', 'what the second cluster costs')
    .addOption(
      new Option('--option-a <kind>', 'in place of that: what it is, priced by the cost model').choices(optionKinds),
    )
    .addOption(new Option('--option-b <kind>', 'the same for the second cluster').choices(optionKinds))
    .option('--region <name>', 'for the cost model, such as us-east-1')
    .option('--retention <time>', 'for the cost model (default: 1d)')
    .option('--fan-out <times>', 'for the cost model: how often records are read (default: 1)')
    .optionsGroup('Options:');
}

interface Price {
  readonly usdPerHour: number;
  readonly basis: string;
}

/** Before anything is sent. Rejects with InputInvalid. */
export function checkPriceFlags(flags: PriceFlags): void {
  for (const side of ['A', 'B'] as const) {
    const [said, option] = [flags[`usdPerHour${side}`], flags[`option${side}`]];
    const letter = side.toLowerCase();
    if (said !== undefined && option !== undefined) {
      const message = `--usd-per-hour-${letter} and --option-${letter} are two prices; give one`;
      throw new OperationError('InputInvalid', message);
    }
    if (said !== undefined) toUsd(said);
    if (option !== undefined && flags.region === undefined) {
      throw new OperationError('InputInvalid', `--option-${letter} needs --region, such as us-east-1`);
    }
  }
}

/** Undefined where nothing is said of the side, or the cost model has no answer: that is told, and no reason to end. */
export async function priceOf(
  side: 'A' | 'B',
  report: PerfReport,
  flags: PriceFlags,
  cli: Cli,
): Promise<Price | undefined> {
  const [said, option] = [flags[`usdPerHour${side}`], flags[`option${side}`]];
  if (said !== undefined) return { usdPerHour: toUsd(said), basis: 'as given' };
  if (option === undefined || flags.region === undefined) return undefined;
  try {
    return await modelPrice(option, flags.region, report, flags, cli);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    cli.shell.stderr.write(`no cost of ${option}: ${toSafeText(error.message)}\n`);
    return undefined;
  }
}

function toUsd(text: string): number {
  if (/^\d{1,6}(\.\d{1,6})?$/.test(text)) return Number(text);
  throw new OperationError('InputInvalid', `${JSON.stringify(text)} is no price in USD an hour; write it like 1.25`);
}

const hoursPerMonth = 730;

async function modelPrice(
  option: OptionKind,
  region: string,
  report: PerfReport,
  flags: PriceFlags,
  { shell, world }: Cli,
): Promise<Price> {
  const [{ estimateCost }, { priceBookOf }, store] = await Promise.all([
    import('../src/operations/estimate-cost.ts'),
    import('../src/domain/cost/price-data.ts'),
    world.openPrices(shell),
  ]);
  const { bytesPerSecond, load } = resultOf(report);
  const request: EstimateRequest = {
    region,
    in: `${Math.max(1, Math.round(bytesPerSecond))}B/s`,
    fanOut: flags.fanOut ?? '1',
    retention: flags.retention ?? '1d',
    partitions: report.topic.partitions,
    replicationFactor: report.topic.replicationFactor,
    recordSize: `${Math.round(averageBytes(load.workload.sizes))}B`,
    options: [option],
    hours: hoursPerMonth,
  };
  const { comparison } = estimateCost(request, priceBookOf((await store.load()).data));
  const [found] = comparison.options;
  if (found?.kind !== 'priced') {
    throw new OperationError(
      'InputInvalid',
      `the cost model has no ${option} for this load in ${region}; give USD an hour`,
    );
  }
  const usdPerMonth = found.bill.totalMicroUsd / 1e6;
  const basis = `${option} as the cost model sizes it for the measured rate, ${region}, ${usdPerMonth.toFixed(2)} USD a month`;
  return { usdPerHour: usdPerMonth / hoursPerMonth, basis };
}
