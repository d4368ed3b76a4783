import { type Command, InvalidArgumentError } from 'commander';
import { type AnswerFlags, answerRun } from '../answer-run.ts';
import type { Cli } from '../cli.ts';

interface RunsRejectFlags extends AnswerFlags {
  readonly reason: string;
}

export function addRunsReject(runs: Command, cli: Cli): void {
  runs
    .command('reject')
    .description('end a run that waits for an approval, as your own AWS identity; nothing is changed')
    .argument('<run>', 'the id of the run; "runs list" shows those that wait')
    .requiredOption('--reason <text>', 'why, for who asked; it is kept with the run', toReason)
    .option('-y, --yes', 'reject without asking')
    .option('--json', 'print one JSON document: what was answered')
    .addHelpText('after', examples)
    .action((runId: string, flags: RunsRejectFlags) => rejectRun(cli, runId, flags));
}

const examples = `
Exit codes: 0 delivered, 2 wrong usage, 3 refused or declined and nothing answered.

Example:
  kafka-steward runs reject 20240115-103000-9f3c21 --reason "the record can be repaired"`;

function toReason(text: string): string {
  const reason = text.replaceAll(/\s+/g, ' ').trim();
  if (reason === '' || reason.length > 500) {
    throw new InvalidArgumentError('It has to be a sentence of at most 500 characters.');
  }
  return reason;
}

async function rejectRun(cli: Cli, runId: string, { reason, ...flags }: RunsRejectFlags): Promise<void> {
  await answerRun(cli, runId, flags, {
    verb: 'Reject',
    answer: (_, person) => ({ kind: 'rejected', person, reason }),
  });
}
