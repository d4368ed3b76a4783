import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';

/** The runbook as it is deployed. */
export const nodeRestartDeclaration = {
  kind: 'node-restart',
  does: 'restarts nodes one by one',
  access: {
    cluster: ['Connect', 'DescribeCluster', 'AlterCluster'],
    topic: ['DescribeTopic', 'DescribeTopicDynamicConfiguration'],
    group: [],
    reason: 'A node is taken out only while no partition of any topic misses a replica.',
  },
  nodeActions: ['restart', 'start'],
  memoryMegabytes: 512,
  // A step waits for its gate, then for the node to do what it was told.
  stageSeconds: { lock: 60, plan: 180, check: 180, act: 600, 'clean-up': 60, verify: 240 },
  mostActCalls: 500,
} as const satisfies RunbookDeclaration;
