import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { toWholeNumber } from '../flag-values.ts';
import { addLagFlags, type LagFlags, lagRulesOf } from '../lag-flags.ts';
import { withCluster } from '../with-cluster.ts';

interface LagWatchFlags extends LagFlags {
  readonly top: number;
}

export function addLagWatch(lag: Command, cli: Cli): void {
  addLagFlags(lag.command('watch'))
    .description('the lag check again and again until Ctrl-C')
    .option('--top <number>', 'show at most this many groups, the worst first', toWholeNumber(1, 1_000_000), 20)
    .option('--json', 'print a JSON document a line, one for each sample')
    .addHelpText('after', examples)
    .action((flags: LagWatchFlags) => watchLag(cli, flags));
}

const examples = `
On a terminal the table is drawn anew with each sample; in a pipe or a log only changed verdicts are told.

Examples:
  kafka-steward lag watch --cluster local
  kafka-steward lag watch -b broker:9092 --group billing --interval 10s | tee lag.log`;

async function watchLag(cli: Cli, flags: LagWatchFlags): Promise<void> {
  const { shell } = cli;
  const [{ checkLag }, { nameOwners }, { judge }, { startTellingSamples }] = await Promise.all([
    import('../../src/operations/check-lag.ts'),
    import('../../src/operations/name-owners.ts'),
    import('../../src/domain/lag/report.ts'),
    import('../tell-samples.ts'),
  ]);
  const rules = lagRulesOf(flags);
  const tell = startTellingSamples(shell, { json: flags.json === true, topGroups: flags.top });
  await withCluster(cli, flags, cluster =>
    checkLag(
      { groups: flags.group, samples: Infinity, intervalMs: flags.interval, capacity: flags.samples, rules },
      { snapshots: cluster, groups: cluster, describeCode: cluster.describeCode, sleep: shell.sleep },
      async ({ window, problem }) => {
        const report = judge(window, rules, cluster.describeCode);
        tell(problem === undefined ? await nameOwners(report, window, cluster) : report, problem);
      },
    ),
  );
}
