import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localNodeControl } from '../../../src/adapters/local/local-node-control.ts';
import { tellStory } from '../../../src/domain/change/run-story.ts';
import type { NodeControl } from '../../../src/ports/node-control.ts';
import { machinesOfControl } from '../../aws/machines-of-control.ts';
import { startNodesEdge } from '../../aws/nodes-edge.ts';
import { untilWhole } from '../../broker/operations/node-cluster.ts';
import { startStage } from './runbook-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
let runbook: Awaited<ReturnType<typeof stage.deploy>>;
let edge: Awaited<ReturnType<typeof startNodesEdge>>;
let control: NodeControl;

// Real brokers, which Systems Manager and Auto Scaling, as they are played here, start and stop.
beforeAll(async () => {
  stage = await startStage({}, 3);
  const { cluster } = stage.kafka;
  control = localNodeControl(cluster.directory.path);
  const { clusterId, stopBroker: stopNode } = cluster;
  edge = await startNodesEdge('shop-ec2', machinesOfControl({ control, clusterId, stopNode }));
  runbook = await stage.deploy(
    { nodes: 'shop-ec2', runbooks: 'node-restart', approval: 'never' },
    { kind: 'node-restart', environment: edge.environment },
  );
});
afterAll(async () => {
  edge.stop();
  await stage.stop();
});

beforeEach(async () => {
  const { directory, connectionFor } = stage.kafka.cluster;
  await untilWhole({ path: directory.path, connection: connectionFor() });
});

const processes = async () => (await control.listNodes()).map(({ process }) => process);
const run = async (request: object) => {
  const runId = randomUUID();
  await runbook.start(runId, { request, requestedBy: 'ada' });
  const { status, cause = '' } = await runbook.ended(runId);
  return { runId, status, cause, story: tellStory((await runbook.journal.read(runId)).entries) };
};

describe('the state machine of node restarts', () => {
  it('restarts a node by its document, waits until it is in sync, and leaves the others alone', async () => {
    const before = await processes();
    const { status, cause, story, runId } = await run({ nodes: [2], soakSeconds: 0 });
    expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: '' });
    expect(story).toMatchObject({ ended: { outcome: 'done' } });
    expect(story?.findings.map(({ sentence }) => sentence)).toEqual([
      'broker 2 is back as another process, in sync',
      'the cluster is whole: every gate is open',
    ]);
    const after = await processes();
    expect(after.map((process, at) => process === before[at])).toEqual([true, false, true]);
    expect(edge.commands.filter(({ comment }) => comment === 'restart')).toHaveLength(1);
    expect(JSON.parse(await runbook.reportOf(runId))).toMatchObject({ outcome: 'done' });

    const back = await run({ undo: runId });
    expect(back).toMatchObject({ status: 'FAILED' });
    expect(back.cause).toContain('a restart cannot be taken back');
  });

  it('refuses while another node is down, and a request that names none', async () => {
    await stage.kafka.cluster.stopBroker(3);
    const before = await processes();
    const refused = await run({ nodes: [1], soakSeconds: 0 });
    expect(refused).toMatchObject({ status: 'FAILED' });
    expect(refused.cause).toContain('broker 3 is not running');
    expect(await processes()).toEqual(before);
    expect((await run({ soakSeconds: 0 })).cause).toContain('it has to have one of nodes, role and all');
  });
});
