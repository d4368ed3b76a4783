import { type Command, Option } from 'commander';
import { type OptionKind, optionKinds } from '../../src/domain/cost/sizing.ts';
import { type DutyId, dutyNames } from '../../src/domain/duties/duty.ts';
import type { Cli } from '../cli.ts';
import { toChoices } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface OpsCompareFlags {
  readonly option?: readonly OptionKind[];
  readonly duty?: readonly DutyId[];
  readonly json?: boolean;
}

const dutyIds = Object.keys(dutyNames) as DutyId[];

export function addOpsCompare(ops: Command, cli: Cli): void {
  ops
    .command('compare')
    .description('who does what on MSK and on EC2, AWS or you, and which command or runbook here covers it')
    .option('--option <kind>', `only this, repeatable: ${optionKinds.join(', ')}`, toChoices(optionKinds))
    .addOption(
      new Option(
        '--duty <name>',
        `how it goes, what it risks, who says so; repeatable: ${dutyIds.join(', ')}`,
      ).argParser(toChoices(dutyIds)),
    )
    .option('--json', 'print one JSON document, with all sentences and their sources')
    .addHelpText('after', examples)
    .action((flags: OpsCompareFlags) => compare(cli, flags));
}

const examples = `
Hours of people for each of these go into cost compare, beside its totals; --people and a workload file change them.

Examples:
  kafka-steward ops compare
  kafka-steward ops compare --option msk-standard --option ec2
  kafka-steward ops compare --duty storage-growth --duty users`;

async function compare({ shell }: Cli, { option, duty, json }: OpsCompareFlags): Promise<void> {
  const { compareDuties } = await import('../../src/domain/duties/all-duties.ts');
  const options = optionKinds.filter(kind => option?.includes(kind) ?? true);
  const duties = compareDuties(options, duty);
  if (json === true) {
    writeJson(shell, { options, duties });
    return;
  }
  const { renderDuties, renderDutyTable } = await import('../render/duties.ts');
  const page = pageOf(shell.stdout);
  shell.stdout.write(duty === undefined ? renderDutyTable(duties, options, page) : renderDuties(duties, options, page));
}
