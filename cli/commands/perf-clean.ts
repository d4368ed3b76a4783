import type { Command } from 'commander';
import type { LeftTopic } from '../../src/operations/find-left-topics.ts';
import { type ApplyFlags, isConfirmed } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { withCluster } from '../with-cluster.ts';

interface PerfCleanFlags extends ConnectionFlags, ApplyFlags {}

export function addPerfClean(perf: Command, cli: Cli): void {
  addConnectionFlags(perf.command('clean'))
    .description('the topics that loads have left, as a killed process does, and their removal')
    .option('--apply', 'remove those that a recorded run made and nobody writes to')
    .option('-y, --yes', 'remove without asking')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: PerfCleanFlags) => cleanPerf(cli, flags));
}

const examples = `
A topic counts as ours where a run in the journal made it; one that only has the name of such a topic is told, and stays.
Exit codes: 0 nothing left or all of it removed, 3 declined, 5 something could not be removed.

Examples:
  kafka-steward perf clean --cluster local
  kafka-steward perf clean --cluster local --apply --yes`;

async function cleanPerf(cli: Cli, flags: PerfCleanFlags): Promise<void> {
  const { shell, world: outside } = cli;
  const [{ findLeftTopics }, { removePerfTopic }, { renderLeftTopics }, { toPerfWorld }] = await Promise.all([
    import('../../src/operations/find-left-topics.ts'),
    import('../../src/operations/perf-produce.ts'),
    import('../render/perf-clean.ts'),
    import('../perf-world.ts'),
  ]);
  await withCluster(cli, flags, async cluster => {
    const runs = await outside.openRuns(shell);
    const world = await toPerfWorld(cluster, runs, shell, { onLoad: () => undefined, onProgress: () => undefined });
    const { clusterId } = world.target;
    const left = await findLeftTopics({ ...world, journal: runs.journal, clusterId });
    const ours = left.filter(isOurs);
    if (flags.json !== true) shell.stdout.write(renderLeftTopics(left, pageOf(shell.stdout)));
    const isAsked = flags.apply === true && ours.length > 0;
    if (isAsked && flags.yes !== true && !(await isConfirmed(shell, `Remove ${ours.length} of them?`))) {
      cli.finish(exitCodes.refused);
      return;
    }
    const removed = [];
    for (const { topic, runId } of isAsked ? ours : []) {
      removed.push({ topic, ...(await removePerfTopic(runId, world)) });
    }
    if (flags.json === true) writeJson(shell, { left, removed });
    for (const { topic, ...what } of removed) {
      shell.stderr.write(what.kind === 'left' ? `${topic} stays: ${what.reason}\n` : `removed ${topic}\n`);
    }
    if (removed.some(({ kind }) => kind === 'left')) cli.finish(exitCodes.partlyApplied);
  });
}

function isOurs(left: LeftTopic): left is LeftTopic & { readonly runId: string } {
  return left.runId !== undefined && !left.isWrittenTo;
}
