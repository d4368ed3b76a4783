import type { ChangeStep, ChangeWorld, Plan } from '../src/domain/change/plan.ts';
import type { Runbook } from '../src/domain/change/runbook.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { NodeRunbook } from '../src/operations/node-runbook.ts';
import type { ChangeRenderer } from './apply-plan.ts';
import { nodePlaceOf } from './node-flags.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster, World as Outside } from './world.ts';

/** All this command line needs to go on with a recorded run of a kind. */
export interface KnownRunbook<Request, Step extends ChangeStep, World extends ChangeWorld> {
  readonly runbook: Runbook<Request, Step, World>;
  readonly renderer: ChangeRenderer<Step>;
  readonly openWorld: (cluster: OpenCluster, shell: Shell, outside: Outside, plan: Plan<Step>) => Promise<World>;
  /** How long the cluster is held at a time; absent: as for any other change. */
  readonly leaseMs?: number;
}

/** A runbook whose steps and world are its own business: that they fit each other was checked where it was entered. */
type AnyRunbook = KnownRunbook<unknown, ChangeStep, ChangeWorld>;

const runbooks: ReadonlyMap<string, () => Promise<AnyRunbook>> = new Map([
  ['node-replacement', openNodeReplacement],
  ['node-restart', openNodeRestart],
  ['offset-reset', openOffsetReset],
  ['perf-topic', openPerfTopic],
  ['scram-revoke', openScramRevoke],
  ['scram-rotation', openScramRotation],
]);

/** Rejects with InputInvalid where this version knows no runbook of that kind. */
export async function findRunbook(kind: string, runId: string): Promise<AnyRunbook> {
  const load = runbooks.get(kind);
  if (load !== undefined) return await load();
  throw new OperationError('InputInvalid', `run ${runId} is of kind ${kind}, which this version cannot go on with`);
}

async function openNodeReplacement(): Promise<AnyRunbook> {
  return await openNodeRunbook((await import('../src/operations/node-replacement.ts')).nodeReplacement);
}

async function openNodeRestart(): Promise<AnyRunbook> {
  return await openNodeRunbook((await import('../src/operations/node-restart.ts')).nodeRestart);
}

async function openNodeRunbook(runbook: NodeRunbook): Promise<AnyRunbook> {
  const [{ nodesRenderer: renderer }, { nodeLeaseMs: leaseMs, toNodeWorld }] = await Promise.all([
    import('./render/nodes.ts'),
    import('./node-world.ts'),
  ]);
  return entry({
    runbook,
    renderer,
    leaseMs,
    // A plan without steps is of no node: it is only shown.
    openWorld: (cluster, shell, outside, { steps }) =>
      toNodeWorld(cluster, shell, outside, steps[0]?.nodes ?? nodePlaceOf({ cluster: 'local' }, shell)),
  });
}

async function openOffsetReset(): Promise<AnyRunbook> {
  const [{ offsetReset }, { offsetsRenderer }, { defaultWatchMs, toOffsetWorld }] = await Promise.all([
    import('../src/operations/offset-reset.ts'),
    import('./render/offsets.ts'),
    import('./offset-world.ts'),
  ]);
  return entry({
    runbook: offsetReset,
    renderer: offsetsRenderer,
    openWorld: (cluster, shell) => toOffsetWorld(cluster, shell, { watchMs: defaultWatchMs }),
  });
}

async function openPerfTopic(): Promise<AnyRunbook> {
  const [{ perfTopic }, { perfTopicRenderer }] = await Promise.all([
    import('../src/operations/perf-topic.ts'),
    import('./render/perf-topic.ts'),
  ]);
  return entry({
    runbook: perfTopic,
    renderer: perfTopicRenderer,
    openWorld: async ({ topics, readTarget }, { nowMs, sleep }) => ({
      target: await readTarget(),
      topics,
      nowMs,
      sleep,
    }),
  });
}

async function openScramRevoke(): Promise<AnyRunbook> {
  const [{ scramRevoke }, { revokeRenderer }, { toRevokeWorld }] = await Promise.all([
    import('../src/operations/scram-revoke.ts'),
    import('./render/scram-revoke.ts'),
    import('./scram-revoke-world.ts'),
  ]);
  return entry({ runbook: scramRevoke, renderer: revokeRenderer, openWorld: toRevokeWorld });
}

async function openScramRotation(): Promise<AnyRunbook> {
  const [{ scramRotation }, { rotationRenderer }, { longestLeaseMs: leaseMs, reopenScramWorld }] = await Promise.all([
    import('../src/operations/scram-rotation.ts'),
    import('./render/scram-rotation.ts'),
    import('./scram-world.ts'),
  ]);
  return entry({ runbook: scramRotation, renderer: rotationRenderer, openWorld: reopenScramWorld, leaseMs });
}

function entry<Request, Step extends ChangeStep, World extends ChangeWorld>(
  known: KnownRunbook<Request, Step, World>,
): AnyRunbook {
  return known as unknown as AnyRunbook;
}
