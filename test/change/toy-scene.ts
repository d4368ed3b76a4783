import type { Approval } from '../../src/domain/change/approval.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Check, Plan } from '../../src/domain/change/plan.ts';
import { OperationError } from '../../src/domain/errors.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { type InMemoryRuns, inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';
import { counterNames, type ToyStep, type ToyWorld, toyHash, toyPlan, toyRunbook, toyWorld } from './toy-runbook.ts';

interface SceneOptions {
  readonly counters?: number;
  readonly checks?: readonly Check[];
  readonly beforeAct?: () => void;
}

interface ApplyOptions {
  readonly plan?: Plan<ToyStep>;
  readonly approval?: Approval;
  readonly runbook?: typeof toyRunbook;
  readonly person?: string;
  readonly runs?: InMemoryRuns;
  readonly world?: ToyWorld;
}

/** A plan over some counters, and everything to apply it with. */
export async function makeScene({ counters = 3, checks, beforeAct }: SceneOptions = {}) {
  const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const nowMs = () => clock.nowMs;
  const runs = inMemoryRuns(nowMs);
  const names = counterNames(counters);
  const plan = await toyPlan(names, 'run-1', clock.nowMs);
  let failing: { readonly counter: string; readonly when: 'before its effect' | 'after its effect' } | undefined;

  const counting = toyWorld(names);
  const world = {
    ...counting,
    check: () => checks ?? [],
    async add(counter: string, amount: number) {
      beforeAct?.();
      const fails = failing?.counter === counter ? failing.when : undefined;
      if (fails !== 'before its effect') await counting.add(counter, amount);
      if (fails !== undefined) throw new OperationError('BrokerRefused', `${counter} is stuck`);
    },
  };

  const apply = (options: ApplyOptions = {}): Promise<ChangeReport<ToyStep>> =>
    applyChange(
      options.runbook ?? toyRunbook,
      { plan: options.plan ?? plan, approval: options.approval ?? { person: 'bob', digest: plan.digest } },
      {
        ...(options.runs ?? runs),
        nowMs,
        hash: toyHash,
        world: options.world ?? world,
        person: options.person ?? 'ada',
        leaseMs: 1_000,
      },
    );

  return {
    ...{ clock, runs, plan, world, apply },
    runbook: toyRunbook,
    /** From now on acting on this counter fails. */
    failAt: (counter: string | undefined, when: 'before its effect' | 'after its effect' = 'before its effect') => {
      failing = counter === undefined ? undefined : { counter, when };
    },
  };
}
