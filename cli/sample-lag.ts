import { duration } from '../src/domain/lag/figures.ts';
import { checkLag, type LagCheckResult } from '../src/operations/check-lag.ts';
import type { Cli } from './cli.ts';
import { type LagFlags, lagRulesOf } from './lag-flags.ts';
import { startProgress } from './progress.ts';
import { toSafeText } from './render/safe-text.ts';
import { withCluster } from './with-cluster.ts';

/** Takes the samples that were asked for and judges them; progress and notes go to stderr. */
export async function sampleLag(cli: Cli, flags: LagFlags): Promise<LagCheckResult> {
  const { shell } = cli;
  const result = await withCluster(cli, flags, async cluster => {
    const progress = startProgress(shell, 'watching lag', flags.samples);
    try {
      return await checkLag(
        { groups: flags.group, samples: flags.samples, intervalMs: flags.interval, rules: lagRulesOf(flags) },
        { snapshots: cluster, groups: cluster, describeCode: cluster.describeCode, sleep: shell.sleep },
        ({ taken, samples }) => progress.advance(taken, (samples - taken) * flags.interval),
      );
    } finally {
      progress.end();
    }
  });
  for (const note of [...result.notes, ...limitsOf(result)]) {
    shell.stderr.write(`note: ${toSafeText(note)}\n`);
  }
  return result;
}

/** What this window cannot show however bad it is, so that a quiet answer is not taken for a good one. */
function limitsOf({ report: { window, rules } }: LagCheckResult): string[] {
  if (window.samples < rules.minimumSamples) {
    return [`verdicts need ${rules.minimumSamples} samples or more, this was ${window.samples}; see --samples`];
  }
  if (window.spanMs < rules.standstillMs) {
    const span = `${duration(window.spanMs)} of samples cannot show a commit standing still for ${duration(rules.standstillMs)}`;
    return [`${span}; see --samples, --interval and --standstill`];
  }
  return [];
}
