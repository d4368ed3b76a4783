import { type Cluster, DescribeClusterV2Command, type KafkaClient } from '@aws-sdk/client-kafka';
import { OperationError } from '../../../domain/errors.ts';
import type { MskCluster } from '../../../domain/workload/metric-series.ts';
import type { RepeatCall } from '../repeat-calls.ts';

/** What MSK says of a cluster: its kind, its brokers, its zones. */
export async function describeMskCluster(
  client: KafkaClient,
  clusterArn: string,
  repeated: RepeatCall,
): Promise<MskCluster> {
  const { ClusterInfo: found } = await repeated('kafka:DescribeClusterV2', () =>
    client.send(new DescribeClusterV2Command({ ClusterArn: clusterArn })),
  );
  if (found?.ClusterName === undefined) {
    throw new OperationError('AwsUnavailable', `kafka:DescribeClusterV2 ${clusterArn} says nothing of the cluster`, {
      retryable: true,
    });
  }
  const [, , , region = ''] = clusterArn.split(':');
  return {
    arn: clusterArn,
    name: found.ClusterName,
    region,
    createdAtMs: found.CreationTime?.getTime(),
    ...layoutOf(found),
  };
}

type Layout = Omit<MskCluster, 'arn' | 'name' | 'region' | 'createdAtMs'>;

function layoutOf({ Provisioned: provisioned, Serverless: serverless }: Cluster): Layout {
  const nodes = provisioned?.BrokerNodeGroupInfo;
  const type = nodes?.InstanceType;
  const subnets = nodes?.ClientSubnets ?? serverless?.VpcConfigs?.[0]?.SubnetIds ?? [];
  const zones = nodes?.ZoneIds ?? [];
  return {
    kind: serverless !== undefined ? 'serverless' : type?.startsWith('express.') === true ? 'express' : 'standard',
    // MSK takes one subnet a zone.
    zones: zones.length > 0 ? zones.length : subnets.length,
    brokers: provisioned?.NumberOfBrokerNodes,
    brokerType: type,
    diskGibPerBroker: nodes?.StorageInfo?.EbsStorageInfo?.VolumeSize,
    isTiered: provisioned?.StorageMode === 'TIERED',
  };
}
