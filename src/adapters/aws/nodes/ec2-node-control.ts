import { type AutoScalingClient, TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { OperationError } from '../../../domain/errors.ts';
import type { ClusterNode } from '../../../domain/nodes/cluster-node.ts';
import type { NodeControl } from '../../../ports/node-control.ts';
import { awsCallError } from '../aws-call-error.ts';
import { findNodeGroups, type NodeGroup } from './find-node-groups.ts';
import { type CommandParts, type CommandRow, listUnderWay, type NodeAction, runOnNodes } from './node-commands.ts';
import { parseNodeStatus } from './node-status.ts';

export interface Ec2NodeParts extends CommandParts {
  readonly autoScaling: AutoScalingClient;
}

const statusWithinMs = 20_000;
/** Afterwards a command goes on by itself, and its node is told as busy. */
const orderWithinMs = 120_000;

/** The nodes of one EC2 cluster, found by the tags of its stack. */
export function ec2NodeControl(parts: Ec2NodeParts): NodeControl {
  const { autoScaling, cluster } = parts;
  const groupOf = async (nodeId: number): Promise<NodeGroup> => {
    const groups = await findNodeGroups(autoScaling, cluster);
    const group = groups.find(each => each.nodeId === nodeId);
    if (group !== undefined) return group;
    throw new OperationError('InputInvalid', `node ${nodeId} is not of cluster ${cluster}`);
  };
  const order = async (action: NodeAction, nodeId: number): Promise<void> => {
    const { instanceId } = await groupOf(nodeId);
    if (instanceId === undefined) {
      const sentence = `node ${nodeId} has no instance just now, its group launches one`;
      throw new OperationError('AwsUnavailable', sentence, { retryable: true });
    }
    const [row] = await runOnNodes(action, [instanceId], orderWithinMs, parts);
    if (row?.kind === 'failed') throw refused(action, nodeId, row);
    if (row?.kind === 'lost') {
      const sentence = `"${action}" did not reach node ${nodeId} on ${instanceId}; look at its SSM agent`;
      throw new OperationError('AwsUnavailable', sentence, { retryable: true });
    }
  };

  return {
    listNodes: async () => {
      const [groups, underWay] = await Promise.all([findNodeGroups(autoScaling, cluster), listUnderWay(parts)]);
      const instanceIds = groups.flatMap(({ instanceId }) => instanceId ?? []);
      const rows = await runOnNodes('status', instanceIds, statusWithinMs, parts);
      const byInstance = new Map(rows.map(row => [row.instanceId, row]));
      return groups.map(group => nodeOf(group, byInstance.get(group.instanceId ?? ''), underWay));
    },
    restartNode: nodeId => order('restart', nodeId),
    startNode: nodeId => order('start', nodeId),
    replaceMachine: async (nodeId, machine) => {
      if ((await groupOf(nodeId)).instanceId !== machine) return;
      // In order, as far as it still can: a machine that is broken is one to be replaced.
      await runOnNodes('stop', [machine], orderWithinMs, parts).catch((error: unknown) => {
        if (!(error instanceof OperationError && error.retryable)) throw error;
      });
      await terminate(autoScaling, machine);
    },
  };
}

function nodeOf(group: NodeGroup, row: CommandRow | undefined, underWay: ReadonlySet<string>): ClusterNode {
  const { nodeId, role, zone, instanceId, isChanging } = group;
  const status = row?.kind === 'done' ? parseNodeStatus(row.output) : undefined;
  return {
    nodeId,
    role,
    isBusy: isChanging || (instanceId !== undefined && underWay.has(instanceId)),
    ...(zone === undefined ? {} : { zone }),
    ...(instanceId === undefined ? {} : { machine: instanceId }),
    ...status,
    ...(row === undefined || status !== undefined ? {} : { problem: problemOf(row) }),
  };
}

function problemOf({ kind, output, instanceId }: CommandRow): string {
  if (kind === 'failed') return `its status failed: ${lastLineOf(output)}`;
  if (kind === 'done') return 'its status is not what "kafka-node status" writes';
  return `the SSM agent of ${instanceId} does not answer`;
}

function refused(action: NodeAction, nodeId: number, { output }: CommandRow): OperationError {
  return new OperationError('NodeRefused', `node ${nodeId} did not ${action}: ${lastLineOf(output)}`);
}

function lastLineOf(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'it said nothing';
}

async function terminate(client: AutoScalingClient, instanceId: string): Promise<void> {
  try {
    const input = { InstanceId: instanceId, ShouldDecrementDesiredCapacity: false };
    await client.send(new TerminateInstanceInAutoScalingGroupCommand(input));
  } catch (error) {
    const action = 'autoscaling:TerminateInstanceInAutoScalingGroup';
    throw awsCallError({ action, resourceArn: instanceId }, error);
  }
}
