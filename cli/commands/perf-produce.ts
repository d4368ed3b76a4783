import type { Command } from 'commander';
import { type ApplyFlags, isConfirmed } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags } from '../connection-flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { addPerfFlags, connectionOf, officialFlags, type PerfFlags, perfRequestOf } from '../perf-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { toSafeText } from '../render/safe-text.ts';
import { withCluster } from '../with-cluster.ts';

interface PerfProduceFlags extends PerfFlags, ApplyFlags {
  readonly out?: string;
}

export function addPerfProduce(perf: Command, cli: Cli): void {
  addPerfFlags(addConnectionFlags(perf.command('produce')))
    .description('write records at a rate, read them back, and say what the cluster made of it')
    .option('-o, --out <file>', 'write the report as one HTML file too')
    .option('--apply', 'write; without it the bytes and the checks are told, and nothing is written')
    .option('-y, --yes', 'write without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it')
    .addHelpText('after', examples)
    .action((flags: PerfProduceFlags) => producePerf(cli, flags));
}

const examples = `
Records are due at fixed times, whatever the cluster does: one that has to wait is late by that wait. Latencies are told from
when a record was due, and from when its request left. Records carry numbers, and all are read back: what was acknowledged and
is not there was lost. The topic is made for the load by a recorded run and removed afterwards, after Ctrl-C too; what a
killed process leaves, "perf clean" finds. Nothing else is made, no group either.
${officialFlags}
The last but one line is that of the official tool. Its MB are MiB.
Exit codes: 0 passed, 2 wrong usage, 3 refused or declined, 4 not read back, 5 the topic is left, 6 records failed or were
lost, or a goal was not reached, 130 interrupted. A ramp that finds its rate ends with 0.

Examples:
  kafka-steward perf produce --cluster local --rate 10MB/s --duration 1m
  kafka-steward perf produce --cluster local --rate 10MB/s --slo p99=50ms --apply --yes --out load.html
  kafka-steward perf produce -b broker:9092 --command-config admin.properties --ramp 5MB/s..100MB/s --duration 30s --apply
  kafka-steward perf produce --cluster local --num-records 100000 --record-size 1024 --throughput 10000 --apply --yes`;

async function producePerf(cli: Cli, flags: PerfProduceFlags): Promise<void> {
  const { shell } = cli;
  const [{ newPlanSeal }, { planPerf }, { renderPerfPlan, renderPerfReport }, { prepareFile }] = await Promise.all([
    import('../new-plan.ts'),
    import('../../src/operations/plan-perf.ts'),
    import('../render/perf.ts'),
    import('../prepare-file.ts'),
  ]);
  const request = await perfRequestOf(flags, shell);
  const file = flags.out === undefined ? undefined : await prepareFile(shell.cwd, flags.out);
  const { planId } = newPlanSeal(shell);
  const plan = await withCluster(cli, connectionOf(flags), cluster => planPerf(request, planId, cluster));
  const isBlocked = plan.checks.some(({ level }) => level === 'block');
  const isApplied = flags.apply === true && !isBlocked;
  if (flags.json !== true) shell.stdout.write(`${renderPerfPlan(plan, pageOf(shell.stdout), isApplied)}\n`);
  else if (!isApplied) writeJson(shell, plan);
  if (isBlocked) cli.finish(exitCodes.refused);
  if (!isApplied) return;
  if (flags.yes !== true && !(await isConfirmed(shell, `Send the load, which ${toSafeText(plan.risk)}?`))) {
    cli.finish(exitCodes.refused);
    return;
  }
  const { carryOutPerf, tellTopicRefused } = await import('../carry-out-perf.ts');
  const report = await carryOutPerf(cli, plan, connectionOf(flags));
  if (report.kind === 'topic-refused') {
    tellTopicRefused(cli, report, flags.json);
    return;
  }
  if (flags.json === true) writeJson(shell, report);
  else shell.stdout.write(renderPerfReport(report, pageOf(shell.stdout)));
  if (file !== undefined) {
    const { renderPerfPage } = await import('../report/perf/perf-page.ts');
    await file.write(renderPerfPage([{ name: 'this load', report }]));
    shell.stderr.write(`wrote ${file.path}\n`);
  }
  const { exitCodeOfPerf } = await import('../perf-exit.ts');
  cli.finish(exitCodeOfPerf(report));
}
