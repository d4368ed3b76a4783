import { simulateNodes } from '../../contracts/fakes/simulated-nodes.ts';
import { defineNodeControlContract } from '../../contracts/node-control.contract.ts';

defineNodeControlContract('a simulated cluster', async () => {
  const shape = [1, 2, 3].map(nodeId => ({ nodeId, role: 'combined', zone: `zone-${nodeId}` }) as const);
  const { control, stop } = simulateNodes(shape, [], () => 0);
  return { control, nodeId: 2, stopNode: async () => stop(2) };
});
