import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addLagFlags, type LagFlags } from '../lag-flags.ts';
import { writeJson } from '../render/json.ts';

interface LagReportFlags extends LagFlags {
  readonly out: string;
}

export function addLagReport(lag: Command, cli: Cli): void {
  addLagFlags(lag.command('report'))
    .description('the lag check as one HTML file with lag over time, to keep or to send')
    .requiredOption('-o, --out <file>', 'where to write it; a file that is there is replaced')
    .option('--json', 'print the report as one JSON document too')
    .addHelpText('after', examples)
    .action((flags: LagReportFlags) => reportLag(cli, flags));
}

const examples = `
The file loads nothing from anywhere: it opens on a phone, without a network, light or dark.

Examples:
  kafka-steward lag report --cluster local --out lag.html
  kafka-steward lag report -b broker:9092 --samples 20 --interval 15s --out lag.html`;

async function reportLag(cli: Cli, flags: LagReportFlags): Promise<void> {
  const { shell } = cli;
  const [{ prepareFile }, { sampleLag }, { renderLagReport }, { lagHistoryOf }] = await Promise.all([
    import('../prepare-file.ts'),
    import('../sample-lag.ts'),
    import('../report/lag-report.ts'),
    import('../report/lag-history.ts'),
  ]);
  const file = await prepareFile(shell.cwd, flags.out);
  const { report, window } = await sampleLag(cli, flags);
  await file.write(renderLagReport(report, lagHistoryOf(window)));
  shell.stderr.write(`wrote ${file.path}\n`);
  if (flags.json === true) {
    writeJson(shell, report);
  }
}
