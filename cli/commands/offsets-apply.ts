import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addPlanFlags, type OffsetsPlanFlags, planOffsets } from './offsets-plan.ts';

export function addOffsetsApply(offsets: Command, cli: Cli): void {
  addPlanFlags(offsets.command('apply'))
    .description('plan as "offsets plan" does, show it, ask, move the group, read it back')
    .addHelpText('after', examples)
    .action((flags: OffsetsPlanFlags) => planOffsets(cli, { ...flags, apply: true }));
}

const examples = `
Exit codes: 0 moved and read back, 2 wrong usage, 3 refused or declined and nothing written, 4 moved but not read back
or, with --follow, not seen to read on, 5 partly moved; of several groups the worst of 5, 4, 1, 3, 0. "offsets undo RUN"
puts everything back.

Examples:
  kafka-steward offsets apply --cluster local -g billing -t orders:3 --skip-record 41207
  kafka-steward offsets apply -b broker:9092 -g billing --from-file offsets.csv --yes --json
  kafka-steward offsets apply -b broker:9092 -g 'billing-*' --subscribed --to-latest --wait-empty 5m --follow 10m`;
