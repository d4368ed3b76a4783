import { compareWithPlan } from '../../src/domain/change/compare.ts';
import type {
  ChangeStep,
  ChangeTarget,
  ChangeWorld,
  Check,
  ObjectState,
  Plan,
  PlanDraft,
} from '../../src/domain/change/plan.ts';
import type { Runbook } from '../../src/domain/change/runbook.ts';
import { sealPlan } from '../../src/domain/change/seal-plan.ts';

/** Adds to a counter: done twice it is wrong, so it shows a step that was repeated. */
export interface ToyStep extends ChangeStep {
  readonly counter: string;
  readonly from: number;
  readonly add: number;
}

export interface ToyWorld extends ChangeWorld {
  readonly read: () => Promise<ReadonlyMap<string, number>>;
  readonly add: (counter: string, amount: number) => Promise<void>;
  readonly check?: () => readonly Check[];
}

export interface ToyRequest {
  readonly counters: readonly string[];
  readonly add: number;
}

export const toyRunbook: Runbook<ToyRequest, ToyStep, ToyWorld> = {
  kind: 'toy',
  plan: planToy,
  observe: observeToy,
  check: async (_, world) => world.check?.() ?? [],
  async act({ counter, add }, world) {
    await world.add(counter, add);
    return { kind: 'done', detail: { added: add } };
  },
  async settle({ counter, from, add }, world) {
    return (await world.read()).get(counter) === from + add ? 'took-effect' : 'no-effect';
  },
  async verify(plan, world) {
    return compareWithPlan(plan, await observeToy(plan, world));
  },
  async undo({ plan, steps }, world) {
    const done = plan.steps.filter((_, at) => steps[at]!.kind !== 'waiting').map(({ counter }) => counter);
    const { add } = plan.steps[0]!;
    return { ...(await planToy({ counters: done, add: -add }, world)), risk: 'takes back what was added' };
  },
};

async function planToy({ counters, add }: ToyRequest, world: ToyWorld): Promise<PlanDraft<ToyStep>> {
  const values = await world.read();
  const valueOf = (counter: string) => values.get(counter) ?? 0;
  return {
    target: world.target,
    checks: [],
    objects: counters.map(object => ({ object, before: valueOf(object), after: valueOf(object) + add })),
    steps: counters.map(counter => ({ objects: [counter], counter, from: valueOf(counter), add })),
    risk: `adds ${add} to ${counters.length} counters`,
  };
}

async function observeToy({ objects }: Plan<ToyStep>, world: ToyWorld): Promise<ObjectState[]> {
  const values = await world.read();
  return objects.map(({ object }) => ({ object, state: values.get(object) }));
}

export const toyTarget: ChangeTarget = { clusterId: 'toy-cluster', principal: 'User:toy' };

/** Counters in memory; `effects` counts how often each was added to. */
export function toyWorld(counters: readonly string[]) {
  const values = new Map(counters.map(counter => [counter, 0]));
  const effects = new Map<string, number>();
  return {
    target: toyTarget,
    values,
    effects,
    read: async () => new Map(values),
    add: async (counter: string, amount: number) => {
      values.set(counter, (values.get(counter) ?? 0) + amount);
      effects.set(counter, (effects.get(counter) ?? 0) + 1);
    },
  };
}

export const counterNames = (count: number): string[] => Array.from({ length: count }, (_, at) => `counter-${at + 1}`);

/** No hash anybody should trust, but one that sees every difference. */
export const toyHash = (text: string): string => text;

/** A plan over counters that are all at 0. */
export async function toyPlan(counters: readonly string[], planId = 'run-1', nowMs = 0): Promise<Plan<ToyStep>> {
  const draft = await toyRunbook.plan({ counters, add: 1 }, toyWorld(counters));
  return sealPlan(draft, { kind: 'toy' }, { planId, nowMs, lifetimeMs: 60_000, hash: toyHash });
}
