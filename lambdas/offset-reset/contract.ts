import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';

/** The runbook as it is deployed. */
export const offsetResetDeclaration = {
  kind: 'offset-reset',
  does: 'moves the committed offsets of consumer groups',
  access: {
    cluster: ['Connect', 'DescribeCluster'],
    // A commit takes the right to read its topic; so does the look at a record that is to be skipped.
    topic: ['DescribeTopic', 'ReadData'],
    // Taking back a commit where there was none before is a deletion, for which the brokers ask for DeleteGroup.
    group: ['DescribeGroup', 'AlterGroup', 'DeleteGroup'],
    reason: 'A reset is asked for by name, of any group and topic of this one cluster, also those made later.',
  },
  memoryMegabytes: 512,
  // Reading back may wait up to ten minutes for the group to move on.
  stageSeconds: { lock: 60, plan: 300, check: 300, act: 300, 'clean-up': 120, verify: 720 },
  mostActCalls: 100,
} as const satisfies RunbookDeclaration;
