import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newPlanSeal, sha256 } from '../../cli/new-plan.ts';
import { openCluster } from '../../src/adapters/kafka/open-cluster.ts';
import { openRunDirectory } from '../../src/adapters/local/journal/run-directory.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { offsetReset } from '../../src/operations/offset-reset.ts';
import { planChange } from '../../src/operations/plan-change.ts';
import { connectionTo } from '../fleet/connect.ts';
import type { Brokers } from '../lag/brokers.ts';
import { runProcess } from '../measure/run-process.ts';
import { resetGroup } from './reset-group.ts';

/** One way to move the group to the ends of all its logs. */
export interface Resetter {
  readonly name: string;
  readonly version: string;
  readonly run: () => Promise<ResetRun>;
}

interface ResetRun {
  readonly wallMs: number;
  readonly peakMb?: number | undefined;
  readonly failure?: string | undefined;
}

export const ourCommandName = 'kafka-steward offsets apply';

export function prepareResetters(brokers: Brokers, scratch: string): readonly Resetter[] {
  const { bootstrapServers, kafkaVersion, javaClassPath } = brokers;
  const runs = path.join(scratch, 'runs');
  const place = ['--group', resetGroup, '--all-topics', '--to-latest'];
  const ours = ['offsets', 'apply', '-b', bootstrapServers, ...place, '--watch', '0s', '--yes'];
  const theirs = ['--bootstrap-server', bootstrapServers, '--reset-offsets', '--execute', ...place];
  const tool = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';
  const wholeProcess = (file: string, args: readonly string[]) => () =>
    runProcess({ file, args, timeoutMs: 300_000 }, scratch);
  // The command is a process of its own, and finds its journal by the environment.
  process.env.KAFKA_STEWARD_RUNS = runs;
  return [
    { name: `${ourCommandName}, in process`, version: 'here', run: () => resetInProcess(bootstrapServers, runs) },
    {
      name: ourCommandName,
      version: 'here',
      run: wholeProcess(process.execPath, [path.resolve('dist/cli/kafka-steward.mjs'), ...ours]),
    },
    {
      name: 'kafka-consumer-groups --reset-offsets --execute',
      version: kafkaVersion,
      run: wholeProcess('java', ['-cp', javaClassPath, tool, ...theirs]),
    },
  ];
}

/** From connecting to the last entry of the journal, in a process that has everything loaded. */
async function resetInProcess(bootstrapServers: string, runs: string): Promise<ResetRun> {
  const startedMs = performance.now();
  const nowMs = Date.now;
  const cluster = await openCluster(connectionTo(bootstrapServers), { clientId: 'bench', nowMs, sleep });
  const { offsets, acls } = cluster;
  const patience = { watchMs: 0, emptyWithinMs: 0, verifyWithinMs: 10_000, onWaiting: () => undefined };
  const world = { target: await cluster.readTarget(), offsets, acls, groups: cluster, nowMs, sleep, ...patience };
  const request = {
    group: resetGroup,
    target: { kind: 'latest' },
    scope: { kind: 'all' },
    outOfRange: 'refuse',
    noRecord: 'refuse',
  } as const;
  const plan = await planChange(offsetReset, request, world, newPlanSeal({ nowMs }));
  const approval = { person: 'bench', digest: plan.digest };
  const circumstances = {
    ...openRunDirectory(runs, nowMs),
    nowMs,
    hash: sha256,
    person: 'bench',
    leaseMs: 120_000,
    world,
  };
  const { outcome, reasons } = await applyChange(offsetReset, { plan, approval }, circumstances);
  cluster.close();
  const wallMs = performance.now() - startedMs;
  return { wallMs, failure: outcome === 'done' ? undefined : `${outcome}: ${reasons.join('; ')}` };
}
