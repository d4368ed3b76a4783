import {
  type AutoScalingClient,
  type AutoScalingGroup,
  type Instance,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { OperationError } from '../../../domain/errors.ts';
import { type NodeRole, nodeRoles } from '../../../domain/nodes/cluster-node.ts';
import { nodeTags } from '../../../domain/nodes/node-tags.ts';
import { awsCallError } from '../aws-call-error.ts';

/** One node: a group of one instance, which stays while instances come and go. */
export interface NodeGroup {
  readonly nodeId: number;
  readonly role: NodeRole;
  readonly zone?: string;
  /** In service, or on its way there. */
  readonly instanceId?: string;
  /** An instance of it is being launched or ended. */
  readonly isChanging: boolean;
}

/** By node id. Rejects with InputInvalid where no group is tagged for the cluster. */
export async function findNodeGroups(client: AutoScalingClient, cluster: string): Promise<readonly NodeGroup[]> {
  const found: AutoScalingGroup[] = [];
  const Filters = [{ Name: `tag:${nodeTags.cluster}`, Values: [cluster] }];
  try {
    for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups({ client }, { Filters })) {
      found.push(...AutoScalingGroups);
    }
  } catch (error) {
    throw awsCallError({ action: 'autoscaling:DescribeAutoScalingGroups', resourceArn: '*' }, error);
  }
  const groups = found.flatMap(groupOf).toSorted((a, b) => a.nodeId - b.nodeId);
  if (groups.length > 0) return groups;
  const sentence = `no auto scaling group is tagged ${nodeTags.cluster}=${cluster}; check the name, the region and the account`;
  throw new OperationError('InputInvalid', sentence);
}

/** What is tagged otherwise is no node of ours. */
function groupOf({ Tags = [], Instances = [], AvailabilityZones = [] }: AutoScalingGroup): readonly NodeGroup[] {
  const tagOf = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
  const nodeId = tagOf(nodeTags.nodeId) ?? '';
  const role = nodeRoles.find(known => known === tagOf(nodeTags.role));
  if (!/^\d+$/.test(nodeId) || role === undefined) return [];
  const instance = Instances.find(isInService) ?? Instances.find(isOnItsWay);
  const zone = instance?.AvailabilityZone ?? AvailabilityZones[0];
  return [
    {
      nodeId: Number(nodeId),
      role,
      isChanging: Instances.length !== 1 || !Instances.every(isInService),
      ...(zone === undefined ? {} : { zone }),
      ...(instance?.InstanceId === undefined ? {} : { instanceId: instance.InstanceId }),
    },
  ];
}

const isInService = ({ LifecycleState }: Instance): boolean => LifecycleState === 'InService';
const isOnItsWay = ({ LifecycleState }: Instance): boolean => LifecycleState?.startsWith('Pending') === true;
