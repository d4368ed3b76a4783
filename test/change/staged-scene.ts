import type { RunbookStageEvent, RunbookStageResults, TrackingStageEvent } from '../../lambdas/runbook/contract.ts';
import { runStage } from '../../lambdas/runbook/run-stage.ts';
import type { RunbookSettings } from '../../lambdas/runbook/settings.ts';
import { trackStage } from '../../lambdas/track-run/track-stage.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { ChangeStep } from '../../src/domain/change/plan.ts';
import type { ApprovalAnswer, AwaitedApproval } from '../../src/ports/approvals.ts';
import type { RunNotice } from '../../src/ports/run-reports.ts';
import { inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';
import { counterNames, type ToyRequest, toyRunbook, toyWorld } from './toy-runbook.ts';

const stageSeconds = { lock: 1, plan: 1, check: 1, act: 1, 'clean-up': 1, verify: 1 };
const run = { runId: 'run-1', requestedBy: 'ada' };

interface StagesOptions {
  readonly counters?: number;
  readonly runbook?: typeof toyRunbook;
  readonly approval?: RunbookSettings['approval'];
}

/** The stages of a run of some counters, each called as its function calls it, and all they write to. */
export function makeStages({ counters = 3, runbook = toyRunbook, approval = 'always' }: StagesOptions = {}) {
  const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const nowMs = () => clock.nowMs;
  const { journal, lock } = inMemoryRuns(nowMs);
  const names = counterNames(counters);
  const world = toyWorld(names);
  const awaited = new Map<string, AwaitedApproval>();
  const notices: RunNotice[] = [];
  const reports: ChangeReport<ChangeStep>[] = [];
  const approvals = {
    put: async (one: AwaitedApproval) => void awaited.set(one.runId, one),
    find: async (runId: string) => awaited.get(runId),
    remove: async (runId: string) => void awaited.delete(runId),
  };
  const parts = { journal, lock, nowMs };
  const request: ToyRequest = { counters: names, add: 1 };

  type Kafka<Stage extends keyof RunbookStageResults> = Promise<RunbookStageResults[Stage]>;
  const call = (event: Record<string, unknown>, settings = { approval, approvalSeconds: 60 }) =>
    runStage(
      { ...run, ...event } as RunbookStageEvent,
      {
        ...parts,
        runbook,
        world,
        stageSeconds,
        requestOf: async asked => ({ kind: 'change', request, asked: asked as string }),
      },
      settings,
    );
  const track = (event: Record<string, unknown>) =>
    trackStage({ ...run, ...event } as TrackingStageEvent, {
      ...parts,
      approvals,
      leaseMs: 1_000,
      notifier: { notify: async notice => void notices.push(notice) },
      reports: {
        put: async report => {
          reports.push(report);
          return `runs/${report.runId}.json`;
        },
      },
    });

  return {
    ...{ clock, journal, lock, world, awaited, notices, reports },
    holdCluster: () => call({ stage: 'lock' }) as Kafka<'lock'>,
    plan: (asked: unknown = 'one') => call({ stage: 'plan', request: asked }) as Kafka<'plan'>,
    askApproval: (digest: string) =>
      track({ stage: 'ask-approval', digest, approvalSeconds: 60, taskToken: 'the-token' }),
    check: (given: Pick<Extract<ApprovalAnswer, { kind: 'approved' }>, 'person' | 'digest'>) =>
      call({ stage: 'check', approval: given }) as Kafka<'check'>,
    act: () => call({ stage: 'act' }) as Kafka<'act'>,
    cleanUp: () => call({ stage: 'clean-up' }) as Kafka<'clean-up'>,
    verify: () => call({ stage: 'verify' }) as Kafka<'verify'>,
    report: (why: Record<string, unknown> = {}) => track({ stage: 'report', ...why }),
    unlock: (clusterId: string | undefined = 'toy-cluster') => track({ stage: 'unlock', clusterId }),
  };
}
