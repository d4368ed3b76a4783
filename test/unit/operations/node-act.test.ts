import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import { nodeRestart } from '../../../src/operations/node-restart.ts';
import { nodeScene } from '../../builders/node-scene.ts';

const only = (nodeId: number) => ({ choice: { kind: 'named', nodeIds: [nodeId] } }) as const;

describe('a step of a rolling restart', () => {
  it('waits at a gate that shuts right before a node, and leaves the node alone where it stays shut', async () => {
    const scene = nodeScene();
    const plan = await scene.plan(only(1));
    scene.cluster.state.moving.push('orders-0');
    const sleep = scene.world.sleep;
    let naps = 0;
    const world = {
      ...scene.world,
      sleep: async (ms: number) => {
        await sleep(ms);
        if (++naps === 3) scene.cluster.state.moving.pop();
      },
    };
    const [step] = plan.steps;
    expect(await nodeRestart.act(step!, world)).toEqual({ kind: 'done' });
    expect(scene.cluster.nodes.get(1)?.process).toBe(2);

    scene.clock.nowMs += 60_000;
    const again = await scene.plan(only(1));
    scene.cluster.state.moving.push('orders-0');
    expect(await nodeRestart.act(again.steps[0]!, scene.world)).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('broker 1 was not touched: 1 partition being reassigned') as string,
    });
    expect(await nodeRestart.settle(again.steps[0]!, scene.world)).toBe('no-effect');
    expect(scene.cluster.nodes.get(1)?.process).toBe(2);
  });

  it('does not order a node twice whose order is under way', async () => {
    const scene = nodeScene();
    const { steps } = await scene.plan(only(1));
    const node = scene.cluster.nodes.get(1)!;
    node.isBusy = true;
    expect(await nodeRestart.settle(steps[0]!, scene.world)).toBe('repeatable');
    const sleep = scene.world.sleep;
    const world = {
      ...scene.world,
      sleep: async (ms: number) => {
        await sleep(ms);
        if (!node.isBusy) return;
        node.isBusy = false;
        await scene.cluster.control.restartNode(1);
      },
    };
    expect(await nodeRestart.act(steps[0]!, world)).toEqual({ kind: 'done' });
    expect(node.process).toBe(2);
  });

  it('goes on while brokers do not answer for a moment, and tells what it waits for', async () => {
    const scene = nodeScene();
    const plan = await scene.plan(only(1));
    const { health } = scene.cluster;
    let asked = 0;
    const readHealth = async () => {
      if (++asked % 2 === 0) throw new OperationError('ConnectionLost', 'the broker is gone', { retryable: true });
      return await health.readHealth();
    };
    const world = { ...scene.world, health: { ...health, readHealth } };
    for (const step of plan.steps.slice(0, 2)) expect(await nodeRestart.act(step, world)).toEqual({ kind: 'done' });
    expect(scene.told).toContain('the broker is gone');
    expect(scene.told).toContain('broker 1: restarting it');
  });
});
