import { attachLocalCluster } from '../../../src/adapters/local/attach-local-cluster.ts';
import { localNodeControl } from '../../../src/adapters/local/local-node-control.ts';
import type { NodeRequest } from '../../../src/domain/nodes/node-request.ts';
import type { NodeStep } from '../../../src/domain/nodes/node-step.ts';
import { nodeRestart } from '../../../src/operations/node-restart.ts';
import type { NodeWorld } from '../../../src/operations/node-world.ts';
import { applyOrderedPlan, clock, type DyingOrder, dying } from './dying-process.ts';

const { cluster } = JSON.parse(process.argv[2]!) as DyingOrder;
const control = localNodeControl(cluster);
let restarts = 0;

// Killed at its second node, between the stop and the start.
const worldOf: Parameters<typeof applyOrderedPlan<NodeRequest, NodeStep, NodeWorld>>[1] = async opened => ({
  ...clock,
  target: await opened.readTarget(),
  health: opened.health,
  nodes: {
    ...control,
    restartNode: async nodeId => {
      restarts += 1;
      if (restarts === 1) {
        await control.restartNode(nodeId);
        return;
      }
      await (await attachLocalCluster(cluster)).stopBroker(nodeId);
      await dying();
    },
  },
  readRights: () => opened.acls.readAclRights(),
  betweenLooksMs: 500,
  gateWithinMs: 30_000,
  verifyWithinMs: 10_000,
  onProgress: () => undefined,
});

// A node takes seconds to come back; the lock is over soon after the process is.
await applyOrderedPlan(nodeRestart, worldOf, 30_000);
