import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../lambdas/check-lag/settings.ts';
import { scheduledLagRules } from '../../../../src/domain/lag/rules.ts';

const usable = {
  CLUSTER_NAME: 'shop',
  CLUSTER_ARN: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/0a1b-1',
  LOGIN: 'iam',
  WINDOW_BUCKET: 'windows',
  WINDOW_KEY: 'lag-windows/shop',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:alarms',
};

const problemsOf = (variables: Record<string, string | undefined>): string => {
  try {
    readSettings(variables);
    return 'none';
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigurationInvalid' });
    return (error as Error).message;
  }
};

describe('the settings of the lag check', () => {
  it('are the rules of a scheduled check where nothing else is said', () => {
    const settings = readSettings(usable);
    expect(settings.rules).toEqual(scheduledLagRules);
    expect(settings.groups).toEqual({ included: [], excluded: [] });
    expect(settings.connection).toMatchObject({ cluster: usable.CLUSTER_ARN, login: 'iam' });
  });

  it('take thresholds, group patterns and certificates', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nAAA=\n-----END CERTIFICATE-----';
    const settings = readSettings({
      ...usable,
      CLUSTER_ARN: undefined,
      BOOTSTRAP_SERVERS: 'a:9096,b:9096',
      ALLOWED_LAG_RECORDS: '10',
      MINIMUM_SAMPLES: '4',
      STANDSTILL_SECONDS: '90',
      INCLUDED_GROUPS: '["orders-*"]',
      METRIC_GROUPS: '["billing"]',
      TRUSTED_CERTIFICATES: `${pem}\n${pem}`,
    });
    expect(settings.rules).toEqual({ allowedLagRecords: 10, minimumSamples: 4, standstillMs: 90_000 });
    expect(settings.groups.included).toEqual(['orders-*']);
    expect(settings.metricGroups).toEqual(['billing']);
    expect(settings.trustedCertificates).toEqual([pem, pem]);
    expect(settings.connection.bootstrapServers).toBe('a:9096,b:9096');
  });

  it('fail with every bad variable at once', () => {
    const message = problemsOf({ LOGIN: ' ', MINIMUM_SAMPLES: '1', INCLUDED_GROUPS: 'orders', NETWORK: 'moon' });
    const named = ['CLUSTER_NAME', 'LOGIN', 'WINDOW_BUCKET', 'WINDOW_KEY', 'TOPIC_ARN', 'MINIMUM_SAMPLES'];
    for (const name of [...named, 'INCLUDED_GROUPS', 'NETWORK', 'CLUSTER_ARN']) expect(message).toContain(name);
    expect(message).not.toContain('\n');
  });

  it.each([
    ['ALLOWED_LAG_RECORDS', '-1', 'is not a whole number'],
    ['MINIMUM_SAMPLES', '1', 'is less than 2'],
    ['STANDSTILL_SECONDS', '1.5', 'is not a whole number'],
    ['EXCLUDED_GROUPS', '[1]', 'is not a JSON array of names'],
    ['TRUSTED_CERTIFICATES', 'pem', 'has no PEM certificate'],
    ['BOOTSTRAP_SERVERS', 'a:9092', 'CLUSTER_ARN and BOOTSTRAP_SERVERS both name a cluster'],
  ])('refuse %s=%s', (name, value, problem) => {
    expect(problemsOf({ ...usable, [name]: value })).toContain(problem);
  });
});
