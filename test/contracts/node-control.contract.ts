import { describe, expect, it } from 'vitest';
import type { NodeControl } from '../../src/ports/node-control.ts';

export interface ControlledCluster {
  readonly control: NodeControl;
  /** A node that may be restarted. */
  readonly nodeId: number;
  /** Stops it as somebody else would. */
  readonly stopNode: () => Promise<void>;
}

/** What every NodeControl does. `open` gives a cluster all of whose nodes run, the same one or a new one each time. */
export function defineNodeControlContract(name: string, open: () => Promise<ControlledCluster>): void {
  const nodeOf = async ({ control, nodeId }: ControlledCluster) =>
    (await control.listNodes()).find(node => node.nodeId === nodeId);

  describe(`${name} as a node control`, () => {
    it('lists nodes by id, each with its role, zone, machine and process', async () => {
      const { control } = await open();
      const nodes = await control.listNodes();
      expect(nodes.length).toBeGreaterThan(0);
      expect(nodes.map(({ nodeId }) => nodeId)).toEqual(nodes.map(({ nodeId }) => nodeId).toSorted((a, b) => a - b));
      for (const { zone, machine, process, isBusy } of nodes) {
        expect({ zone, machine, process, isBusy }).toEqual({
          zone: expect.any(String) as string,
          machine: expect.any(String) as string,
          process: expect.any(String) as string,
          isBusy: false,
        });
      }
    });

    it('restarts a node: another process', async () => {
      const cluster = await open();
      const before = await nodeOf(cluster);
      await cluster.control.restartNode(cluster.nodeId);
      const after = await nodeOf(cluster);
      expect(after?.process).toEqual(expect.any(String));
      expect(after?.process).not.toBe(before?.process);
    });

    it('starts a node that is down, and leaves one alone that runs', async () => {
      const cluster = await open();
      await cluster.stopNode();
      expect((await nodeOf(cluster))?.process).toBeUndefined();
      await cluster.control.startNode(cluster.nodeId);
      const started = await nodeOf(cluster);
      expect(started?.process).toEqual(expect.any(String));
      await cluster.control.startNode(cluster.nodeId);
      expect((await nodeOf(cluster))?.process).toBe(started?.process);
    });

    it('replaces a machine, and never the one that has taken its place', async () => {
      const cluster = await open();
      const machine = (await nodeOf(cluster))?.machine ?? '';
      await cluster.control.replaceMachine(cluster.nodeId, machine);
      const replaced = await nodeOf(cluster);
      expect(replaced?.machine).toEqual(expect.any(String));
      expect(replaced?.machine).not.toBe(machine);
      await cluster.control.replaceMachine(cluster.nodeId, machine);
      expect((await nodeOf(cluster))?.machine).toBe(replaced?.machine);
    });

    it('refuses a node that is not there', async () => {
      const { control } = await open();
      const refused = { name: 'InputInvalid', message: expect.stringContaining('4711') as string };
      await expect(control.restartNode(4711)).rejects.toMatchObject(refused);
      await expect(control.startNode(4711)).rejects.toMatchObject(refused);
      await expect(control.replaceMachine(4711, 'any')).rejects.toMatchObject(refused);
    });
  });
}
