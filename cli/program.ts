import { Command } from 'commander';
import type { Cli } from './cli.ts';
import { addClustersDescribe } from './commands/clusters-describe.ts';
import { addCostCompare } from './commands/cost-compare.ts';
import { addCostExplore } from './commands/cost-explore.ts';
import { addCostMeasure } from './commands/cost-measure.ts';
import { addCostPrices } from './commands/cost-prices.ts';
import { addCostPricesRefresh } from './commands/cost-prices-refresh.ts';
import { addGroupsList } from './commands/groups-list.ts';
import { addLagCheck } from './commands/lag-check.ts';
import { addLagReport } from './commands/lag-report.ts';
import { addLagWatch } from './commands/lag-watch.ts';
import { addLocalDown } from './commands/local-down.ts';
import { addLocalStatus } from './commands/local-status.ts';
import { addLocalUp } from './commands/local-up.ts';
import { addNodesReplace } from './commands/nodes-replace.ts';
import { addNodesRestart } from './commands/nodes-restart.ts';
import { addNodesStatus } from './commands/nodes-status.ts';
import { addOffsetsApply } from './commands/offsets-apply.ts';
import { addOffsetsExport } from './commands/offsets-export.ts';
import { addOffsetsPlan } from './commands/offsets-plan.ts';
import { addOffsetsUndo } from './commands/offsets-undo.ts';
import { addOpsCompare } from './commands/ops-compare.ts';
import { addPerfClean } from './commands/perf-clean.ts';
import { addPerfCompare } from './commands/perf-compare.ts';
import { addPerfProduce } from './commands/perf-produce.ts';
import { addRunsApprove } from './commands/runs-approve.ts';
import { addRunsForget } from './commands/runs-forget.ts';
import { addRunsList } from './commands/runs-list.ts';
import { addRunsReject } from './commands/runs-reject.ts';
import { addRunsResume } from './commands/runs-resume.ts';
import { addRunsShow } from './commands/runs-show.ts';
import { addScramRevoke } from './commands/scram-revoke.ts';
import { addScramRotate } from './commands/scram-rotate.ts';
import { addScramStatus } from './commands/scram-status.ts';
import { addScramUndo } from './commands/scram-undo.ts';
import { addScramVerify } from './commands/scram-verify.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { tellFailure } from './failure.ts';
import type { Shell } from './shell.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Runs one command line and says how the process is to end. Never rejects. */
export async function runProgram(args: readonly string[], shell: Shell, world: World): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram({ shell, world, finish: code => (exitCode = code) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const asked = { json: args.includes('--json'), debug: args.includes('--debug') };
    return tellFailure(error, shell, asked, exitCode);
  }
}

/** The whole command tree. Commands import what is heavy inside their action, so that `--help` starts fast. */
export function createProgram(cli: Cli): Command {
  const program = new Command('kafka-steward')
    .description('Operations for Apache Kafka: what hangs, why, and what to do next.')
    .version(version, '-V, --version')
    .option('--debug', 'tell where an error came from')
    .exitOverride()
    .configureOutput({
      writeOut: text => cli.shell.stdout.write(text),
      writeErr: text => cli.shell.stderr.write(text),
      // Failures are told in one place for all kinds of error: failure.ts.
      outputError: () => undefined,
      getOutHelpWidth: () => cli.shell.stdout.columns() ?? 100,
      getErrHelpWidth: () => cli.shell.stderr.columns() ?? 100,
      getOutHasColors: () => cli.shell.stdout.hasColour,
      getErrHasColors: () => cli.shell.stderr.hasColour,
    })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', firstSteps);

  const lag = program.command('lag').description('which consumer groups hang or fall behind');
  addLagCheck(lag, cli);
  addLagWatch(lag, cli);
  addLagReport(lag, cli);

  const groups = program.command('groups').description('consumer groups of every kind');
  addGroupsList(groups, cli);

  const offsets = program.command('offsets').description("move a group's offsets, safely, and back again");
  addOffsetsPlan(offsets, cli);
  addOffsetsApply(offsets, cli);
  addOffsetsUndo(offsets, cli);
  addOffsetsExport(offsets, cli);

  const scram = program.command('scram').description('SCRAM users: their age, their rotation, their end');
  addScramStatus(scram, cli);
  addScramRotate(scram, cli);
  addScramVerify(scram, cli);
  addScramRevoke(scram, cli);
  addScramUndo(scram, cli);

  const runs = program
    .command('runs')
    .description('changes made so far: who, what, how far, and going on with one')
    .addHelpText('after', whereRunsAre);
  addRunsList(runs, cli);
  addRunsShow(runs, cli);
  addRunsApprove(runs, cli);
  addRunsReject(runs, cli);
  addRunsResume(runs, cli);
  addRunsForget(runs, cli);

  const clusters = program.command('clusters').description('what a cluster is and what it allows');
  addClustersDescribe(clusters, cli);

  const nodes = program.command('nodes').description('the machines of a cluster: restarted and replaced one by one');
  addNodesStatus(nodes, cli);
  addNodesRestart(nodes, cli);
  addNodesReplace(nodes, cli);

  const cost = program.command('cost').description('what a workload costs on MSK and on EC2, to the line');
  addCostCompare(cost, cli);
  addCostExplore(cost, cli);
  addCostMeasure(cost, cli);
  addCostPricesRefresh(addCostPrices(cost, cli), cli);

  const ops = program.command('ops').description('who does what on MSK and on EC2');
  addOpsCompare(ops, cli);

  const perf = program
    .command('perf')
    .description('a load whose figures can be believed, and two clusters beside each other');
  addPerfProduce(perf, cli);
  addPerfCompare(perf, cli);
  addPerfClean(perf, cli);

  const local = program.command('local').description('a real Kafka on this machine');
  addLocalUp(local, cli);
  addLocalStatus(local, cli);
  addLocalDown(local, cli);

  return program;
}

const whereRunsAre = `
Runs are kept in ~/.local/state/kafka-steward/runs, or where KAFKA_STEWARD_RUNS says: a directory, or dynamodb:TABLE for
the table of a stack, whose state machines and this command line then work on the same runs. Region and credentials are
found as the AWS CLI finds them.`;

const firstSteps = `
Examples:
  kafka-steward local up --brokers 3              a real Kafka on this machine
  kafka-steward lag check --cluster local         which groups hang, why, what to do next
  kafka-steward lag check -b broker:9092 --json   the same as one JSON document

With --json stdout is one JSON document, {"error": …} for a failure; notes and progress go to stderr.
Exit codes: 0 done, 1 unexpected, 2 wrong usage, 3 refused and nothing changed, 4 changed but not read back, 5 partly
changed, 6 found what --fail-on asks for, 130 interrupted.`;
