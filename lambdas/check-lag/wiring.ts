import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { emfLagMetrics } from '../../src/adapters/aws/emf-lag-metrics.ts';
import { s3LagWindowStore } from '../../src/adapters/aws/s3-lag-window-store.ts';
import { snsIncidentNotifier } from '../../src/adapters/aws/sns-incident-notifier.ts';
import { sentenceOf } from '../../src/adapters/kafka/error-sentence.ts';
import { matchesAny } from '../../src/domain/lag/group-patterns.ts';
import { chosenGroups } from '../../src/operations/read-chosen-groups.ts';
import type { ScheduledLagCheckWorld } from '../../src/operations/run-scheduled-lag-check.ts';
import { openFunctionCluster } from '../kafka-cluster/open.ts';
import { keptOpen } from './kept-open.ts';
import type { Settings } from './settings.ts';

/** The world of the lag check. Clients live as long as the execution environment: a warm run does no handshake. */
export const wire = (settings: Settings, region: string | undefined): ScheduledLagCheckWorld => {
  const { clusterName: cluster, window, topicArn, metricGroups, groups } = settings;
  return {
    snapshots: chosenGroups(
      keptOpen(() => openFunctionCluster(settings, { functionName: 'check-lag', region })),
      groups,
    ),
    windows: s3LagWindowStore(new S3Client(), window),
    metrics: emfLagMetrics({ cluster, isWatched: matchesAny(metricGroups) }),
    notifier: snsIncidentNotifier(new SNSClient(), { topicArn, cluster }),
    describeCode: sentenceOf,
  };
};
