import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/domain/change/plan.ts';
import { nodeRestart } from '../../../src/operations/node-restart.ts';
import { dedicated, nodeScene, replicated } from '../../builders/node-scene.ts';

const takenOut = ({ steps }: { readonly steps: readonly { readonly action: string; readonly nodeId: number }[] }) =>
  steps.filter(({ action }) => action === 'take-out').map(({ nodeId }) => nodeId);
const blocks = ({ checks }: { readonly checks: readonly Check[] }) =>
  checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);
const only = (nodeId: number) => ({ choice: { kind: 'named', nodeIds: [nodeId] } }) as const;

describe('a rolling restart', () => {
  it('takes each node out once, the active controller last, and never two at a time', async () => {
    const scene = nodeScene();
    const plan = await scene.plan();
    expect(takenOut(plan)).toEqual([2, 3, 1]);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...scene.cluster.nodes.values()].map(({ process }) => process)).toEqual([2, 2, 2]);
    expect(scene.cluster.state.mostOut).toBe(1);
    expect(scene.cluster.partitions.map(({ leaderId }) => leaderId)).toEqual([1, 2, 3]);
  });

  it('restarts brokers zone by zone, then controllers', async () => {
    const scene = nodeScene(dedicated);
    scene.cluster.state.controllerIds.reverse();
    const plan = await scene.plan();
    expect(takenOut(plan)).toEqual([1, 4, 2, 5, 3, 6, 101, 102, 103]);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(scene.cluster.state.mostOut).toBe(1);
    expect(takenOut(await scene.plan({ choice: { kind: 'role', role: 'controller' } }))).toEqual([101, 102, 103]);
  });

  it('tells at once every partition that would not be usable, by name', async () => {
    const scene = nodeScene(undefined, [replicated('single', [2], 1), replicated('strict', [1, 2, 3], 3)]);
    const refused = await scene.plan();
    expect(blocks(refused)).toEqual([
      '1 partition would be out of use with the only broker: "single-0"; give the topic another replica, or say --accept-outage with its name',
      '1 partition would refuse acks=all with one broker out: "strict-0"; give the topic another replica, or say --accept-outage with its name',
    ]);
    expect(refused.steps).toEqual([]);
    expect(await scene.apply(refused)).toMatchObject({ outcome: 'refused' });
    expect(blocks(await scene.plan({ acceptedTopics: ['single', 'strict', 'sinle'] }))).toEqual([
      'topic "sinle" is not on the cluster',
    ]);
    const accepted = await scene.plan({ acceptedTopics: ['single', 'strict'] });
    expect(await scene.apply(accepted)).toMatchObject({ outcome: 'done' });
  });

  it.each([
    ['a node is down', 'broker 3 is not running; start what is down first', 3],
    ['a broker is fenced', 'broker 3 is not in the cluster, or fenced', undefined],
  ])('refuses to begin while %s', async (_, sentence, down) => {
    const scene = nodeScene();
    if (down === undefined) scene.cluster.state.fenced.add(3);
    else scene.cluster.stop(down);
    const refused = await scene.plan(only(1));
    expect(blocks(refused).join('\n')).toContain(sentence);
    expect(blocks(refused).join('\n')).toContain('3 partitions with replicas that are not in sync');
  });

  it('refuses to begin while partitions move, or a node is busy or cannot be asked', async () => {
    const scene = nodeScene();
    scene.cluster.state.moving.push('orders-0');
    expect(blocks(await scene.plan())).toEqual(['1 partition being reassigned: "orders-0"; wait until it is over']);
    scene.cluster.state.moving.pop();
    scene.cluster.nodes.get(2)!.isBusy = true;
    expect(blocks(await scene.plan())).toEqual(['broker 2 is being stopped or started by somebody']);
    scene.cluster.nodes.get(2)!.problem = 'its agent does not answer';
    expect(blocks(await scene.plan(only(1)))).toEqual(['broker 2 cannot be asked: its agent does not answer']);
  });

  it('refuses the only controller, nodes that are not there, and those of another cluster', async () => {
    const single = nodeScene([{ nodeId: 1, role: 'combined', zone: 'a' }], []);
    expect(blocks(await single.plan())).toEqual([
      'broker 1 is one of 1 voter: without it no controller is active; have three controllers first',
    ]);
    const scene = nodeScene();
    expect(blocks(await scene.plan(only(7)))).toEqual([
      'node 7 is not of this cluster; there are broker 1, broker 2, broker 3',
    ]);
    const other = { ...scene.world, target: { ...scene.world.target, clusterId: 'cluster-2' } };
    const { checks } = await nodeRestart.plan(
      { ...only(1), nodes: 'x', soakMs: 0, returnWithinMs: 10_000, elects: false, acceptedTopics: [] },
      other,
    );
    expect(blocks({ checks })).toEqual([
      'broker 1 is of cluster cluster-1, the brokers are of cluster-2; name the nodes of the same cluster',
    ]);
  });

  it('refuses where leaders are to be given back and the login may not', async () => {
    const scene = nodeScene();
    scene.rights.mayChange = false;
    expect(blocks(await scene.plan())).toEqual([
      'this login lacks Alter on the cluster, which electing leaders needs; or say --no-election',
    ]);
    expect(blocks(await scene.plan({ elects: false }))).toEqual([]);
  });

  it('stops at a node that does not come back, touches no other one, and goes on once it is back', async () => {
    const scene = nodeScene();
    const plan = await scene.plan();
    scene.cluster.state.neverBack.add(3);
    const stopped = await scene.apply(plan);
    expect(stopped.outcome).toBe('partly-applied');
    expect(stopped.reasons).toEqual([
      'broker 3 has not caught up with the quorum in time; no other node is touched; see why in its log, then go on with "runs resume"',
    ]);
    expect([1, 2, 3].map(nodeId => scene.cluster.nodes.get(nodeId)?.process)).toEqual([1, 2, 2]);

    scene.cluster.stop(2);
    expect((await scene.apply(plan)).reasons.join()).toContain('broker 2 is not running');
    scene.cluster.start(2);
    scene.clock.nowMs += 60_000;
    scene.cluster.state.neverBack.clear();
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect([1, 2, 3].map(nodeId => scene.cluster.nodes.get(nodeId)?.process)).toEqual([2, 3, 2]);
  });

  it('refuses to go on where somebody has restarted a node that it was to restart', async () => {
    const scene = nodeScene();
    const plan = await scene.plan(only(1));
    await scene.cluster.control.restartNode(1);
    scene.clock.nowMs += 60_000;
    const { outcome, reasons } = await scene.apply(plan);
    expect(outcome).toBe('refused');
    expect(reasons.join()).toContain('make a new plan');
  });

  it('reports a cluster that is not whole once all nodes are back', async () => {
    const scene = nodeScene(undefined, [replicated('orders', [1, 2, 3])]);
    const plan = await scene.plan({ ...only(1), soakMs: 0 });
    for (const step of plan.steps) await nodeRestart.act(step, scene.world);
    scene.cluster.stop(2);
    const findings = await nodeRestart.verify(plan, scene.world);
    expect(findings.map(({ kind }) => kind)).toEqual([
      'as-planned',
      'different',
      'different',
      'different',
      'different',
    ]);
    expect(findings[1]?.sentence).toBe('broker 2 is not running; start what is down first');
  });
});
