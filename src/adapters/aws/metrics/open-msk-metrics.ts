import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { KafkaClient } from '@aws-sdk/client-kafka';
import type { ClusterMetrics } from '../../../ports/cluster-metrics.ts';
import { repeatingCalls } from '../repeat-calls.ts';
import { describeMskCluster } from './describe-msk-cluster.ts';
import { listSeries } from './list-series.ts';
import { readSeries } from './read-series.ts';

/** MSK and CloudWatch of the cluster's own region, whatever region is the default. */
export function openMskMetrics(clusterArn: string, sleep: (ms: number) => Promise<unknown>): ClusterMetrics {
  const [, , , region] = clusterArn.split(':');
  return mskMetrics(clusterArn, new KafkaClient({ region }), new CloudWatchClient({ region }), sleep);
}

export function mskMetrics(
  clusterArn: string,
  kafka: KafkaClient,
  cloudWatch: CloudWatchClient,
  sleep: (ms: number) => Promise<unknown>,
): ClusterMetrics {
  return {
    describe: () => describeMskCluster(kafka, clusterArn, repeatingCalls(clusterArn, sleep)),
    read: async request => {
      // CloudWatch knows no resources to allow the reading of.
      const repeated = repeatingCalls('*', sleep);
      return await readSeries(cloudWatch, await listSeries(cloudWatch, request, repeated), request, repeated);
    },
  };
}
