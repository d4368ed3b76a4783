import type { Command } from 'commander';
import { findAltered } from '../../src/domain/change/answer-obstacle.ts';
import { type AnswerFlags, answerRun } from '../answer-run.ts';
import type { Cli } from '../cli.ts';
import { sha256 } from '../new-plan.ts';

interface RunsApproveFlags extends AnswerFlags {
  readonly digest?: string;
}

export function addRunsApprove(runs: Command, cli: Cli): void {
  runs
    .command('approve')
    .description('let a run that waits for it make its change, as your own AWS identity')
    .argument('<run>', 'the id of the run; "runs list" shows those that wait')
    .option('--digest <digest>', 'only if its plan is still the one with this digest, which you looked at elsewhere')
    .option('-y, --yes', 'approve without asking')
    .option('--json', 'print one JSON document: what was answered')
    .addHelpText('after', examples)
    .action((runId: string, flags: RunsApproveFlags) => approveRun(cli, runId, flags));
}

const examples = `
The answer holds for the plan that is shown and for no other. Who gave it is what AWS says of your credentials.
Exit codes: 0 delivered, 2 wrong usage, 3 refused or declined and nothing answered.

Examples:
  KAFKA_STEWARD_RUNS=dynamodb:kafka-steward-runs kafka-steward runs approve 20240115-103000-9f3c21
  kafka-steward runs approve 20240115-103000-9f3c21 --digest 3b1f… --yes --json`;

async function approveRun(cli: Cli, runId: string, { digest: seen, ...flags }: RunsApproveFlags): Promise<void> {
  await answerRun(cli, runId, flags, {
    verb: 'Approve',
    answer(run, person) {
      const altered = findAltered(run, seen, sha256);
      if (altered !== undefined) throw altered;
      return { kind: 'approved', person, digest: run.story.plan.digest };
    },
  });
}
