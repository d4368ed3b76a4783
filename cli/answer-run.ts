import { type AnswerableRun, findAnswerObstacle } from '../src/domain/change/answer-obstacle.ts';
import type { ChangeStep } from '../src/domain/change/plan.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { ApprovalAnswer } from '../src/ports/approvals.ts';
import type { Cli } from './cli.ts';
import { exitCodes } from './exit-codes.ts';
import { writeJson } from './render/json.ts';
import { pageOf } from './render/page.ts';
import { toSafeText } from './render/safe-text.ts';

export interface AnswerFlags {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What somebody is about to answer. `answer` may throw: then nobody is asked. */
export interface IntendedAnswer {
  readonly verb: 'Approve' | 'Reject';
  readonly answer: (run: AnswerableRun<ChangeStep>, person: string) => ApprovalAnswer;
}

/** Shows the plan that waits, asks, and answers it under the caller's own AWS identity. */
export async function answerRun(cli: Cli, runId: string, flags: AnswerFlags, intended: IntendedAnswer): Promise<void> {
  const { shell } = cli;
  const [{ findRun }, { findRunbook }, { isConfirmed }] = await Promise.all([
    import('../src/operations/read-run.ts'),
    import('./runbooks.ts'),
    import('./apply-plan.ts'),
  ]);
  const { journal, approvals } = await cli.world.openRuns(shell);
  if (approvals === undefined) throw nothingWaits();
  const run = await findRun(journal, runId);
  if (run === undefined) throw unknown(runId);
  const awaited = await approvals.store.find(runId);
  const answerable = { story: run.story, asked: awaited };
  const obstacle = findAnswerObstacle(answerable, shell.nowMs());
  if (obstacle !== undefined || awaited === undefined) throw obstacle ?? unknown(runId);

  const { plan } = run.story;
  const { renderer } = await findRunbook(plan.kind, runId);
  const person = await approvals.caller.readArn();
  const answer = intended.answer(answerable, person);
  if (flags.json !== true) shell.stdout.write(renderer.plan(plan, pageOf(shell.stdout), 'apply'));
  const question = `${intended.verb} run ${runId}, which ${toSafeText(plan.risk)}, as ${toSafeText(person)}?`;
  if (flags.yes !== true && !(await isConfirmed(shell, question))) {
    cli.finish(exitCodes.refused);
    return;
  }
  await approvals.desk.deliver(awaited, answer);
  if (flags.json === true) writeJson(shell, { runId, answer });
  else shell.stdout.write(`\n${answer.kind} by ${toSafeText(person)}; see "runs show ${runId}"\n`);
}

function nothingWaits(): OperationError {
  const message =
    'runs in a directory wait for nobody; name the table of your stack with KAFKA_STEWARD_RUNS=dynamodb:TABLE';
  return new OperationError('ApprovalUnknown', message);
}

function unknown(runId: string): OperationError {
  return new OperationError(
    'ApprovalUnknown',
    `run "${runId}" is not in the journal; "runs list" shows those that are`,
  );
}
