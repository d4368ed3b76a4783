import { sha256 } from '../../cli/new-plan.ts';
import type { JournalEntry } from '../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import type { NodeRole } from '../../src/domain/nodes/cluster-node.ts';
import type { NodeRequest } from '../../src/domain/nodes/node-request.ts';
import type { NodeStep } from '../../src/domain/nodes/node-step.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { nodeReplacement } from '../../src/operations/node-replacement.ts';
import { nodeRestart } from '../../src/operations/node-restart.ts';
import type { NodeWorld } from '../../src/operations/node-world.ts';
import { planChange } from '../../src/operations/plan-change.ts';
import { planUndo } from '../../src/operations/plan-undo.ts';
import { readRun } from '../../src/operations/read-run.ts';
import type { PartitionId } from '../../src/ports/cluster-health.ts';
import { killed, mortalUntil } from '../change/mortal.ts';
import { inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';
import { type SimulatedPartition, simulateNodes } from '../contracts/fakes/simulated-nodes.ts';

export interface NodeShape {
  readonly nodeId: number;
  readonly role: NodeRole;
  readonly zone: string;
}

export const threeCombined: readonly NodeShape[] = [1, 2, 3].map(nodeId => ({
  nodeId,
  role: 'combined',
  zone: `zone-${nodeId}`,
}));

/** Six brokers in three zones, and a controller in each. */
export const dedicated: readonly NodeShape[] = [
  ...[1, 2, 3, 4, 5, 6].map(nodeId => ({ nodeId, role: 'broker', zone: `zone-${((nodeId - 1) % 3) + 1}` }) as const),
  ...[101, 102, 103].map(nodeId => ({ nodeId, role: 'controller', zone: `zone-${nodeId - 100}` }) as const),
];

export const replicated = (topic: string, replicaIds: readonly number[], minInSync = 2) =>
  ({ topic, partition: 0, replicaIds, minInSync }) as const;

const everywhere = [replicated('orders', [1, 2, 3]), replicated('billing', [2, 3, 1]), replicated('audit', [3, 1, 2])];

/** A cluster that lives by a clock which only sleeping moves, and processes that can be killed at any boundary. */
export function nodeScene(
  shape: readonly NodeShape[] = threeCombined,
  partitions: readonly Omit<SimulatedPartition, 'leaderId'>[] = everywhere,
) {
  const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const nowMs = () => clock.nowMs;
  const cluster = simulateNodes(shape, partitions, nowMs);
  const runs = inMemoryRuns(nowMs);
  const told: string[] = [];
  const rights = { mayChange: true, mayList: true };
  const world: NodeWorld = {
    target: { clusterId: 'cluster-1', principal: 'User:admin' },
    health: cluster.health,
    nodes: cluster.control,
    readRights: async () => rights,
    nowMs,
    sleep: async ms => {
      clock.nowMs += ms;
    },
    betweenLooksMs: 1_000,
    gateWithinMs: 20_000,
    verifyWithinMs: 10_000,
    onProgress: sentence => told.push(sentence),
  };
  let nextPlan = 1;
  const seal = () => ({ planId: `run-${nextPlan++}`, nowMs: nowMs(), lifetimeMs: 86_400_000, hash: sha256 });
  const runbookOf = (kind: string) => (kind === nodeRestart.kind ? nodeRestart : nodeReplacement);
  const usual: NodeRequest = {
    choice: { kind: 'all' },
    nodes: 'local:here',
    soakMs: 5_000,
    returnWithinMs: 90_000,
    elects: true,
    acceptedTopics: [],
  };

  const apply = async (plan: Plan<NodeStep>, diesAt = Number.POSITIVE_INFINITY) => {
    const mortal = mortalUntil(diesAt);
    const { control, health } = cluster;
    const circumstances = {
      journal: { ...runs.journal, append: mortal((entry: JournalEntry) => runs.journal.append(entry)) },
      lock: runs.lock,
      ...{ nowMs, hash: sha256, person: 'ada', leaseMs: 600_000 },
      world: {
        ...world,
        health: {
          ...health,
          electPreferred: mortal(async (due: readonly PartitionId[]) => await health.electPreferred(due)),
        },
        nodes: {
          ...control,
          restartNode: mortal(async (nodeId: number) => {
            // As the local one: killed between the two, it leaves the node down.
            await mortal(async () => cluster.stop(nodeId))();
            await control.restartNode(nodeId);
          }),
          startNode: mortal(async (nodeId: number) => await control.startNode(nodeId)),
          replaceMachine: mortal(
            async (nodeId: number, machine: string) => await control.replaceMachine(nodeId, machine),
          ),
        },
      },
    };
    const approval = { person: 'ada', digest: plan.digest };
    return await applyChange(runbookOf(plan.kind), { plan, approval }, circumstances);
  };

  return {
    ...{ clock, cluster, runs, world, told, apply, rights },
    plan: async (request: Partial<NodeRequest> = {}, runbook = nodeRestart) =>
      await planChange(runbook, { ...usual, ...request }, world, seal()),
    planUndo: async (runId: string) => {
      const { story } = await readRun<NodeStep>(runs.journal, runId);
      return await planUndo(runbookOf(story.plan.kind), story, world, seal());
    },
    /** Whether the process was killed before it had ended by itself. */
    killAt: async (plan: Plan<NodeStep>, boundary: number): Promise<boolean> => {
      try {
        await apply(plan, boundary);
        return false;
      } catch (error) {
        if (error !== killed) throw error;
        clock.nowMs += 600_000;
        return true;
      }
    },
  };
}
