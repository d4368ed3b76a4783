import type { NodeWorld } from '../src/operations/node-world.ts';
import { toSafeText } from './render/safe-text.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster, World } from './world.ts';

/** A command on a node may take two minutes, and a gate one before it: no step takes half of this. */
export const nodeLeaseMs = 600_000;

const patience = { betweenLooksMs: 1_000, gateWithinMs: 60_000, verifyWithinMs: 30_000 } as const;

export async function toNodeWorld(
  cluster: OpenCluster,
  shell: Shell,
  outside: Pick<World, 'openNodes'>,
  place: string,
): Promise<NodeWorld> {
  const { nowMs, sleep, stderr } = shell;
  let told = '';
  return {
    target: await cluster.readTarget(),
    health: cluster.health,
    nodes: await outside.openNodes(place, shell),
    readRights: () => cluster.acls.readAclRights(),
    nowMs,
    sleep,
    ...patience,
    onProgress: sentence => {
      if (sentence !== told) stderr.write(`${toSafeText(sentence)}\n`);
      told = sentence;
    },
  };
}
