import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, Fail, type IChainable, Pass, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { RunbookStageEvent, TrackingStageEvent } from '../../lambdas/runbook/contract.ts';
import { trackRunTimeoutSeconds } from '../../lambdas/track-run/contract.ts';
import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';
import {
  atTheBeginning,
  ending,
  failureBeforeRun,
  failureOfReport,
  failureOfStage,
  jsonata,
  ofRun,
} from './expressions.ts';
import { repeatsOfLock, repeatsOfQuestion, repeatsOfStage } from './repeats.ts';
import { type EventOf, StageTask } from './stage-task.ts';

export interface RunbookDefinitionProps {
  readonly declaration: RunbookDeclaration;
  readonly runbook: IFunction;
  readonly tracking: IFunction;
  readonly approvalSeconds: number;
}

/**
 * The states of any runbook. Whatever fails once the cluster may be locked leads to Unlock, and whatever fails once
 * there may be a journal leads there by way of Report.
 */
export const runbookDefinition = (scope: Construct, props: RunbookDefinitionProps) => {
  const { declaration, approvalSeconds } = props;
  const own = (id: string, comment: string, event: EventOf<RunbookStageEvent>, assign: object = {}): StageTask =>
    new StageTask(scope, id, {
      invokes: props.runbook,
      comment,
      event,
      // Lambda ends the function first, which tells more than a task whose time is up.
      limitSeconds: declaration.stageSeconds[event.stage] + 10,
      repeats: event.stage === 'lock' ? repeatsOfLock : repeatsOfStage,
      assign: { ...assign },
    });
  const tracking = { invokes: props.tracking, limitSeconds: trackRunTimeoutSeconds + 10, repeats: repeatsOfStage };

  const done = new Succeed(scope, 'Done');
  const notDone = Fail.jsonata(scope, 'NotDone', ending);
  const howItEnded = Choice.jsonata(scope, 'HowItEnded').when(when("$outcome = 'done'"), done).otherwise(notDone);

  const unlock = new StageTask(scope, 'Unlock', {
    ...tracking,
    comment: 'Lets the next run have the cluster',
    event: jsonata(
      "$merge([{'stage': 'unlock', 'runId': $runId, 'requestedBy': $requestedBy}, $clusterId = null ? {} : {'clusterId': $clusterId}])",
    ),
  });
  // What the run came to stands, and a lock that stays ends with its lease.
  unlock.onFailure(howItEnded, {}).task.next(howItEnded);

  const report = new StageTask(scope, 'Report', {
    ...tracking,
    comment: 'Ends the journal, stores the report and tells people',
    event: jsonata(
      "$merge([{'stage': 'report', 'runId': $runId, 'requestedBy': $requestedBy}, $declined = null ? {} : {'declined': $declined}, $failure = null ? {} : {'failure': $failure}])",
    ),
    assign: {
      outcome: jsonata('$states.result.Payload.outcome'),
      reasons: jsonata('$states.result.Payload.reasons'),
    },
  });
  report.onFailure(unlock.task, failureOfReport).task.next(unlock.task);
  const orReport = (stage: StageTask): StageTask => stage.onFailure(report.task, failureOfStage);

  const verify = own('Verify', 'Reads back from the brokers', { stage: 'verify', ...ofRun });
  orReport(verify).task.next(report.task);

  const cleanUp = own('CleanUp', 'Takes away what was to last only while the run does', {
    stage: 'clean-up',
    ...ofRun,
  });
  // What failed first is what has to be told.
  cleanUp.onFailure(report.task, {}).task.next(report.task);

  const act = own(
    'Act',
    'Does as many steps as fit into one call',
    { stage: 'act', ...ofRun },
    { isOver: jsonata('$states.result.Payload.isOver'), actCalls: jsonata('$actCalls + 1') },
  );
  const neverEnds = Pass.jsonata(scope, 'NeverEnds', {
    assign: { failure: { error: 'InternalError', cause: `steps were left after ${declaration.mostActCalls} calls` } },
    outputs: {},
  });
  neverEnds.next(cleanUp.task);
  act.onFailure(cleanUp.task, failureOfStage).task.next(
    Choice.jsonata(scope, 'IsOver')
      .when(when('$isOver'), verify.task)
      .when(when(`$actCalls >= ${declaration.mostActCalls}`), neverEnds)
      .otherwise(act.task),
  );

  const check = own(
    'Check',
    'Looks again: nothing has moved since the plan, and nothing speaks against it',
    { stage: 'check', ...ofRun, approval: jsonata('$approval') },
    { mayAct: jsonata('$states.result.Payload.mayAct') },
  );
  orReport(check).task.next(choose(scope, 'MayAct', '$mayAct', act.task, report.task));

  const ask = new StageTask(scope, 'AskApproval', {
    ...tracking,
    comment: 'Stands still until somebody answers for the plan, or the time for it is up',
    event: {
      stage: 'ask-approval',
      ...ofRun,
      digest: jsonata('$digest'),
      approvalSeconds,
      taskToken: jsonata('$states.context.Task.Token'),
    } satisfies EventOf<TrackingStageEvent>,
    limitSeconds: approvalSeconds,
    repeats: repeatsOfQuestion,
    waitsForAnswer: true,
    assign: {
      approval: jsonata(
        "$states.result.kind = 'approved' ? {'person': $states.result.person, 'digest': $states.result.digest} : null",
      ),
      declined: jsonata(
        "$states.result.kind = 'approved' ? null : {'person': $exists($states.result.person) ? $states.result.person : 'somebody', 'reason': $exists($states.result.reason) ? $states.result.reason : 'without a reason'}",
      ),
    },
  });
  const unanswered = { declined: { person: 'nobody', reason: `no answer within ${approvalSeconds} s` } };
  orReport(ask.onFailure(report.task, unanswered, ['States.Timeout'])).task.next(
    choose(scope, 'IsApproved', '$approval != null', check.task, report.task),
  );

  const plan = own(
    'Plan',
    'Writes down what there is, what there is to be, and the steps between',
    { stage: 'plan', ...ofRun, request: jsonata('$request') },
    {
      digest: jsonata('$states.result.Payload.digest'),
      isBlocked: jsonata('$states.result.Payload.isBlocked'),
      needsApproval: jsonata('$states.result.Payload.needsApproval'),
      // Where nobody has to be asked, whoever started it answers for it.
      approval: { person: jsonata('$requestedBy'), digest: jsonata('$states.result.Payload.digest') },
    },
  );
  orReport(plan).task.next(
    Choice.jsonata(scope, 'HowToGoOn')
      .when(when('$isBlocked'), report.task)
      .when(when('$needsApproval'), ask.task)
      .otherwise(check.task),
  );

  const lock = own(
    'Lock',
    'Has the cluster to itself, or waits for who has it',
    { stage: 'lock', ...ofRun },
    { clusterId: jsonata('$states.result.Payload.clusterId') },
  );
  lock.onFailure(unlock.task, failureBeforeRun).task.next(plan.task);

  const start = Pass.jsonata(scope, 'Begin', { assign: { ...atTheBeginning }, outputs: {} });
  start.next(lock.task);
  const once = [lock, plan, ask, check, cleanUp, verify, report, unlock];
  const longestSeconds = once.reduce(
    (total, stage) => total + stage.longestSeconds,
    act.longestSeconds * declaration.mostActCalls,
  );
  return { start, longestSeconds };
};

const when = (expression: string): Condition => Condition.jsonata(jsonata(expression));

const choose = (scope: Construct, id: string, expression: string, yes: IChainable, no: IChainable): Choice =>
  Choice.jsonata(scope, id).when(when(expression), yes).otherwise(no);
