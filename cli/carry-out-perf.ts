import { outcomeExitCodes } from '../src/domain/change/run-outcome.ts';
import type { PerfPlan } from '../src/domain/perf/perf-plan.ts';
import type { PerfReport } from '../src/domain/perf/perf-report.ts';
import { recordsOf } from '../src/domain/perf/schedule.ts';
import type { TopicRefused } from '../src/operations/perf-produce.ts';
import type { Cli } from './cli.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { exitCodes } from './exit-codes.ts';
import { calmShell, toPerfWorld } from './perf-world.ts';
import { type Progress, startProgress } from './progress.ts';
import { writeJson } from './render/json.ts';
import { loadText } from './render/perf-words.ts';
import { toSafeText } from './render/safe-text.ts';

/** Sends the loads of a plan. Ctrl-C ends the load, not its clean-up. */
export async function carryOutPerf(
  cli: Cli,
  plan: PerfPlan,
  connection: ConnectionFlags,
): Promise<PerfReport | TopicRefused> {
  const { shell, world: outside } = cli;
  const { producePerf } = await import('../src/operations/perf-produce.ts');
  const cluster = await outside.openCluster(connection, calmShell(shell));
  const told = tellLoads(cli, plan);
  const tellStop = () => shell.stderr.write('interrupted: waiting for what is under way, then removing the topic\n');
  shell.interruption.addEventListener('abort', tellStop, { once: true });
  try {
    const runs = await outside.openRuns(shell);
    return await producePerf(plan, await toPerfWorld(cluster, runs, shell, told));
  } finally {
    told.end();
    shell.interruption.removeEventListener('abort', tellStop);
    cluster.close();
  }
}

/** The topic could not be made: a change that was refused or failed, as any other. */
export function tellTopicRefused({ shell, finish }: Cli, { report }: TopicRefused, json: boolean | undefined): void {
  const { outcome, reasons } = report;
  if (json === true) writeJson(shell, report);
  else shell.stdout.write(`the topic was not made: ${reasons.map(toSafeText).join('; ')}\n`);
  finish(outcome === undefined ? exitCodes.unexpected : outcomeExitCodes[outcome]);
}

/** Each load gets a bar of its own: of records where their number is known, else of seconds. */
function tellLoads({ shell }: Cli, { loads }: PerfPlan) {
  let progress: Progress | undefined;
  let isBySeconds = false;
  return {
    onLoad(index: number): void {
      progress?.end();
      const { recordsPerSecond, amount } = loads[index]!;
      if (loads.length > 1) shell.stderr.write(`load ${index + 1} of ${loads.length}: ${loadText(loads[index]!)}\n`);
      isBySeconds = recordsPerSecond === undefined && amount.kind === 'time';
      const total =
        isBySeconds && amount.kind === 'time'
          ? Math.round((amount.durationMs + amount.warmUpMs) / 1_000)
          : recordsOf(recordsPerSecond, amount);
      progress = startProgress(shell, isBySeconds ? 'sending (s)' : 'sending', total);
    },
    onProgress({ elapsedMs, offeredRecords }: { readonly elapsedMs: number; readonly offeredRecords: number }): void {
      progress?.advance(isBySeconds ? Math.round(elapsedMs / 1_000) : offeredRecords);
    },
    end: () => progress?.end(),
  };
}
