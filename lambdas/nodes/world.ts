import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ec2NodeControl } from '../../src/adapters/aws/nodes/ec2-node-control.ts';
import type { NodeWorld } from '../../src/operations/node-world.ts';
import type { Clock, FunctionCluster } from '../runbook/runbook-handler.ts';

const patience = { betweenLooksMs: 2_000, gateWithinMs: 60_000, verifyWithinMs: 60_000 } as const;

/** The nodes of one cluster, with clients that live as long as the function. */
export const nodeWorldOf = (cluster: string) => {
  const clients = { client: new SSMClient(), autoScaling: new AutoScalingClient() };
  return async (opened: FunctionCluster, { nowMs, sleep }: Clock): Promise<NodeWorld> => ({
    target: await opened.readTarget(),
    health: opened.health,
    nodes: ec2NodeControl({ ...clients, cluster, nowMs, sleep }),
    readRights: () => opened.acls.readAclRights(),
    nowMs,
    sleep,
    ...patience,
    // What is done and waited for is in the journal, step by step.
    onProgress: () => undefined,
  });
};
