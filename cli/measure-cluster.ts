import { readSize } from '../src/domain/cost/quantities.ts';
import { OperationError } from '../src/domain/errors.ts';
import { parseMskArn } from '../src/domain/kafka/msk-arn.ts';
import type { MeasuredWorkload } from '../src/domain/workload/measured-workload.ts';
import type { Cli } from './cli.ts';
import type { MeasureFlags } from './measure-flags.ts';
import { startProgress } from './progress.ts';
import { unlessInterrupted, withCluster } from './with-cluster.ts';

const defaultDurationMs = 60_000;
const intervalMs = 10_000;
const leastIntervals = 4;

/** The workload of a cluster: as its brokers show it for a while, or as CloudWatch has kept it. */
export async function measureCluster(
  cli: Cli,
  flags: MeasureFlags & { readonly recordSize?: string },
): Promise<MeasuredWorkload> {
  const { fromMetrics } = flags;
  return fromMetrics === undefined ? await measureBrokers(cli, flags) : await askMetrics(cli, flags, fromMetrics);
}

async function measureBrokers(
  cli: Cli,
  { measureFor: durationMs = defaultDurationMs, recordSize, ...flags }: MeasureFlags & { readonly recordSize?: string },
): Promise<MeasuredWorkload> {
  const { shell } = cli;
  const { measureWorkload } = await import('../src/operations/measure-workload.ts');
  const intervals = Math.max(leastIntervals, Math.round(durationMs / intervalMs));
  const recordBytes = recordSize === undefined ? undefined : readSize(recordSize);
  const measured = await withCluster(cli, flags, async cluster => {
    const progress = startProgress(shell, 'measuring', intervals);
    try {
      return await measureWorkload(
        { durationMs, intervals, ...(recordBytes?.kind === 'read' ? { recordBytes: recordBytes.value } : {}) },
        { meter: cluster.meter, snapshots: cluster, nowMs: shell.nowMs, sleep: shell.sleep },
        (taken, leftMs) => progress.advance(taken, leftMs),
      );
    } finally {
      progress.end();
    }
  });
  const arn = parseMskArn(flags.cluster ?? '');
  if (arn.kind === 'wrong') return measured;
  return { ...measured, workload: { region: arn.arn.region, ...measured.workload } };
}

async function askMetrics(cli: Cli, flags: MeasureFlags, spanMs: number): Promise<MeasuredWorkload> {
  const { shell, world } = cli;
  const arn = parseMskArn(flags.cluster ?? '');
  if (arn.kind === 'wrong') {
    const given = flags.cluster === undefined ? 'no --cluster was given' : arn.problem;
    throw new OperationError('InputInvalid', `--from-metrics asks CloudWatch of an MSK cluster by its ARN: ${given}`);
  }
  if (flags.measureFor !== undefined) {
    throw new OperationError(
      'InputInvalid',
      '--measure-for watches brokers, --from-metrics does not; give one of them',
    );
  }
  const { measureFromMetrics } = await import('../src/operations/measure-from-metrics.ts');
  const metrics = await world.openMetrics(arn.arn.arn, shell);
  return await unlessInterrupted(measureFromMetrics({ spanMs, nowMs: shell.nowMs() }, metrics), shell.interruption);
}
