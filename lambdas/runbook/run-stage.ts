import { createHash } from 'node:crypto';
import type { ChangeStep, ChangeWorld } from '../../src/domain/change/plan.ts';
import type { RunStory } from '../../src/domain/change/run-story.ts';
import type { Runbook } from '../../src/domain/change/runbook.ts';
import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';
import { holdCluster } from '../../src/operations/held-run.ts';
import { planRun, type RunRequest } from '../../src/operations/plan-run.ts';
import { assertNewRun } from '../../src/operations/read-run.ts';
import type { RecorderParts } from '../../src/operations/run-recorder.ts';
import { actStage, checkStage, cleanUpStage, type Follow, verifyStage } from '../../src/operations/run-stages.ts';
import type { RunbookStageEvent, RunbookStageResults } from './contract.ts';
import type { RunbookSettings } from './settings.ts';

/** What a stage works with: the runbook, its world, and the store of its runs. */
export interface StageTools<Request, Step extends ChangeStep, World extends ChangeWorld> extends RecorderParts {
  readonly runbook: Runbook<Request, Step, World>;
  readonly world: World;
  /** Reads a request as it was written. */
  readonly requestOf: (asked: unknown) => Promise<RunRequest<Request>>;
  /** Whether somebody wanted to see how it goes on, by the run they asked for. */
  readonly followOf?: (runId: string) => Promise<Follow<Step, World> | undefined>;
  readonly stageSeconds: RunbookDeclaration['stageSeconds'];
}

type StageResult = RunbookStageResults[keyof RunbookStageResults];

/** On top of what an approver may take: for the stages before and after. */
const slackMs = 900_000;

/** One stage of a run: what Step Functions asks for, done on the recorded run. */
export async function runStage<Request, Step extends ChangeStep, World extends ChangeWorld>(
  event: RunbookStageEvent,
  { runbook, world, requestOf, followOf, stageSeconds, ...parts }: StageTools<Request, Step, World>,
  settings: Pick<RunbookSettings, 'approval' | 'approvalSeconds'>,
): Promise<StageResult> {
  // Twice what the function may take: one that still runs when it is over has been ended by Lambda.
  const leaseMs = 2000 * Math.max(...Object.values(stageSeconds));
  const tools = { ...parts, world, hash: sha256, leaseMs };
  switch (event.stage) {
    case 'lock': {
      await assertNewRun(parts.journal, event.runId);
      const { clusterId } = await holdCluster(event, { clusterId: world.target.clusterId, leaseMs }, parts);
      return { clusterId };
    }
    case 'plan': {
      const lifetimeMs = settings.approvalSeconds * 1000 + slackMs;
      const wanted = await requestOf(event.request);
      return planResult(await planRun(runbook, wanted, event, { ...tools, lifetimeMs }), settings);
    }
    case 'check':
      return { mayAct: await checkStage(runbook, event, event.approval, tools) };
    case 'act':
      return { isOver: (await actStage(runbook, event, 500 * stageSeconds.act, tools)) === 'over' };
    case 'clean-up':
      await cleanUpStage(runbook, event, tools);
      return { isClosed: true };
    case 'verify':
      return { outcome: await verifyStage(runbook, event, tools, await followOf?.(event.runId)) };
  }
}

function planResult<Step extends ChangeStep>(
  { plan }: RunStory<Step>,
  { approval, approvalSeconds }: Pick<RunbookSettings, 'approval' | 'approvalSeconds'>,
): RunbookStageResults['plan'] {
  const isBlocked = plan.checks.some(({ level }) => level === 'block');
  return {
    digest: plan.digest,
    risk: plan.risk,
    isBlocked,
    // A plan that does nothing is only read back.
    needsApproval: approval === 'always' && !isBlocked && plan.steps.length > 0,
    approvalSeconds,
    steps: plan.steps.length,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
