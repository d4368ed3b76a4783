import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { clusterDimension, metricNamespace } from '../../domain/lag/lag-metric-names.ts';
import { passwordAgeMetricName, userDimension } from '../../domain/scram/password-age.ts';
import { dimensionValue } from './metric-dimension.ts';

/** Publishes how old a password is as embedded metric format: a line of the function's log, no API call. */
export const emfPasswordAges =
  (cluster: string) =>
  (user: string, days: number): void => {
    const metrics = new Metrics({ namespace: metricNamespace });
    metrics.clearDefaultDimensions();
    metrics.addDimensions({ [clusterDimension]: dimensionValue(cluster), [userDimension]: dimensionValue(user) });
    metrics.addMetric(passwordAgeMetricName, MetricUnit.NoUnit, days);
    metrics.publishStoredMetrics();
  };
