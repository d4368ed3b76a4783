import type { Command } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { PerfPlan } from '../../src/domain/perf/perf-plan.ts';
import type { PerfReport } from '../../src/domain/perf/perf-report.ts';
import { type ApplyFlags, isConfirmed } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { addPerfFlags, connectionOf, type PerfFlags, perfRequestOf } from '../perf-flags.ts';
import { addPriceFlags, checkPriceFlags, type PriceFlags, priceOf } from '../perf-price-flags.ts';
import { type PreparedFile, prepareFile } from '../prepare-file.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { withCluster } from '../with-cluster.ts';

interface PerfCompareFlags extends PerfFlags, ApplyFlags, PriceFlags {
  readonly against?: string;
  readonly againstBootstrapServers?: string;
  readonly againstCommandConfig?: string;
  readonly againstLogin?: string;
  readonly atOnce?: boolean;
  readonly names?: string;
  readonly out?: string;
}

type Reports = readonly [PerfReport, PerfReport];

export function addPerfCompare(perf: Command, cli: Cli): void {
  addPriceFlags(addPerfFlags(addConnectionFlags(perf.command('compare'))))
    .description('two loads beside each other: throughput, latency percentiles, errors, cost per GB')
    .argument('[reports...]', 'two files that "perf produce --json" printed; without them two clusters are loaded')
    .optionsGroup('Second cluster:')
    .option('--against <name>', 'an MSK cluster ARN, a named cluster, or "local"')
    .option('--against-bootstrap-servers <list>', 'host:port,host:port')
    .option('--against-command-config <file>', 'its client.properties')
    .option('--against-login <kind>', 'how to log in to an MSK cluster')
    .option('--at-once', 'load both at the same time: this machine then sends to two (default: one after the other)')
    .optionsGroup('Options:')
    .option('--names <a,b>', 'what the two are called')
    .option('-o, --out <file>', 'write the comparison as one HTML file too')
    .option('--apply', 'load the two clusters; without it the bytes and the checks are told')
    .option('-y, --yes', 'load without asking')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((files: readonly string[], flags: PerfCompareFlags) => comparePerf(cli, files, flags));
}

const examples = `
The same load goes to a topic of the same shape on both clusters; what differed is told. A cost is said, or that of the cluster
which the cost model sizes for the rate that was measured.
Exit codes: 0 compared, 2 wrong usage, 3 refused or declined, 5 a topic is left, 6 records of one were lost or failed, 130
interrupted.

Examples:
  kafka-steward perf compare msk.json ec2.json --names MSK,EC2 --usd-per-hour-a 1.92 --usd-per-hour-b 1.31 --out compared.html
  kafka-steward perf compare msk.json ec2.json --option-a msk-standard --option-b ec2 --region us-east-1
  kafka-steward perf compare --cluster msk --against ec2 --rate 20MB/s --duration 5m --apply --yes --out compared.html`;

async function comparePerf(cli: Cli, files: readonly string[], flags: PerfCompareFlags): Promise<void> {
  const { shell } = cli;
  checkPriceFlags(flags);
  const file = flags.out === undefined ? undefined : await prepareFile(shell.cwd, flags.out);
  const names = namesOf(flags, files);
  const reports = files.length > 0 ? await readReports(files, flags, cli) : await loadBoth(cli, flags, names);
  if (reports !== undefined) await tell(cli, reports, names, flags, file);
}

function namesOf({ names, cluster, against }: PerfCompareFlags, files: readonly string[]): readonly [string, string] {
  const [first, second, ...others] = names?.split(',') ?? files;
  if (names !== undefined && (first === '' || second === undefined || second === '' || others.length > 0)) {
    throw new OperationError('InputInvalid', `--names ${JSON.stringify(names)} are not two names; write MSK,EC2`);
  }
  return [first ?? cluster ?? 'first', second ?? against ?? 'second'];
}

async function readReports(files: readonly string[], flags: PerfCompareFlags, { shell }: Cli): Promise<Reports> {
  const [first, second, ...others] = files;
  if (first === undefined || second === undefined || others.length > 0) {
    throw new OperationError(
      'InputInvalid',
      `${files.length} reports were given; name two files of perf produce --json`,
    );
  }
  if ([flags.against, flags.againstBootstrapServers, flags.againstCommandConfig].some(flag => flag !== undefined)) {
    throw new OperationError('InputInvalid', 'two reports and a second cluster were given; name one or the other');
  }
  const { readPerfReport } = await import('../read-perf-report.ts');
  return await Promise.all([readPerfReport(shell.cwd, first), readPerfReport(shell.cwd, second)]);
}

/** Undefined: nothing was sent, which is told. */
async function loadBoth(
  cli: Cli,
  flags: PerfCompareFlags,
  names: readonly [string, string],
): Promise<Reports | undefined> {
  const { shell } = cli;
  const connections = [connectionOf(flags), againstOf(flags)] as const;
  const [{ newPlanSeal }, { planPerf }, { renderPerfPlan }] = await Promise.all([
    import('../new-plan.ts'),
    import('../../src/operations/plan-perf.ts'),
    import('../render/perf.ts'),
  ]);
  const request = await perfRequestOf(flags, shell);
  const planOf = (connection: ConnectionFlags): Promise<PerfPlan> =>
    withCluster(cli, connection, cluster => planPerf(request, newPlanSeal(shell).planId, cluster));
  const plans = [await planOf(connections[0]), await planOf(connections[1])] as const;
  const isBlocked = plans.some(({ checks }) => checks.some(({ level }) => level === 'block'));
  const isApplied = flags.apply === true && !isBlocked;
  if (flags.json === true && !isApplied) writeJson(shell, { plans });
  if (flags.json !== true) {
    const page = pageOf(shell.stdout);
    shell.stdout.write(plans.map((plan, at) => `${names[at]!}: ${renderPerfPlan(plan, page, isApplied)}\n`).join(''));
  }
  if (isBlocked) cli.finish(exitCodes.refused);
  if (!isApplied) return undefined;
  if (flags.yes !== true && !(await isConfirmed(shell, 'Send both loads?'))) {
    cli.finish(exitCodes.refused);
    return undefined;
  }
  return await carryOutBoth(cli, plans, connections, flags);
}

function againstOf(flags: PerfCompareFlags): ConnectionFlags {
  const { against, againstBootstrapServers, againstCommandConfig, againstLogin } = flags;
  // As for the first one, a client.properties may name the brokers itself.
  if (against === undefined && againstBootstrapServers === undefined && againstCommandConfig === undefined) {
    const message = 'one cluster alone cannot be compared; name two reports, or the second cluster with --against';
    throw new OperationError('InputInvalid', message);
  }
  return {
    ...(against === undefined ? {} : { cluster: against }),
    ...(againstBootstrapServers === undefined ? {} : { bootstrapServers: againstBootstrapServers }),
    ...(againstCommandConfig === undefined ? {} : { commandConfig: againstCommandConfig }),
    ...(againstLogin === undefined ? {} : { login: againstLogin }),
  };
}

async function carryOutBoth(
  cli: Cli,
  plans: readonly [PerfPlan, PerfPlan],
  connections: readonly [ConnectionFlags, ConnectionFlags],
  { atOnce, json }: PerfCompareFlags,
): Promise<Reports | undefined> {
  const { carryOutPerf, tellTopicRefused } = await import('../carry-out-perf.ts');
  const first = carryOutPerf(cli, plans[0], connections[0]);
  if (atOnce !== true) {
    await first;
    if (cli.shell.interruption.aborted) {
      cli.finish(exitCodes.interrupted);
      return undefined;
    }
  }
  const second = carryOutPerf(cli, plans[1], connections[1]);
  const settled = await Promise.allSettled([first, second]);
  // Both have cleaned up by then.
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const [one, other] = [await first, await second];
  if (one.kind === 'perf-report' && other.kind === 'perf-report') return [one, other];
  tellTopicRefused(
    cli,
    one.kind === 'topic-refused' ? one : (other as Extract<typeof other, { kind: 'topic-refused' }>),
    json,
  );
  return undefined;
}

async function tell(
  cli: Cli,
  reports: Reports,
  names: readonly [string, string],
  flags: PerfCompareFlags,
  file: PreparedFile | undefined,
): Promise<void> {
  const { shell } = cli;
  const [{ comparePerf: compare }, { renderPerfComparison }, { exitCodeOfPerf }] = await Promise.all([
    import('../../src/domain/perf/comparison.ts'),
    import('../render/perf-compare.ts'),
    import('../perf-exit.ts'),
  ]);
  const sides = await Promise.all(
    (['A', 'B'] as const).map(async (letter, at) => {
      const price = await priceOf(letter, reports[at]!, flags, cli);
      return { name: names[at]!, report: reports[at]!, ...(price === undefined ? {} : { price }) };
    }),
  );
  const comparison = compare(sides[0]!, sides[1]!);
  if (flags.json === true) writeJson(shell, comparison);
  else shell.stdout.write(renderPerfComparison(comparison, pageOf(shell.stdout)));
  if (file !== undefined) {
    const { renderPerfPage } = await import('../report/perf/perf-page.ts');
    await file.write(renderPerfPage(comparison.sides, comparison));
    shell.stderr.write(`wrote ${file.path}\n`);
  }
  const codes = reports.map(exitCodeOfPerf);
  cli.finish(worstFirst.find(code => codes.includes(code)) ?? exitCodes.done);
}

const worstFirst = [exitCodes.partlyApplied, exitCodes.interrupted, exitCodes.notVerified, exitCodes.foundBad] as const;
