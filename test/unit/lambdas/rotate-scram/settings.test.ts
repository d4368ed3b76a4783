import { describe, expect, it } from 'vitest';
import type { RotateScramEnvironment } from '../../../../lambdas/rotate-scram/contract.ts';
import { readSettings } from '../../../../lambdas/rotate-scram/settings.ts';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_admin-AbCdEf';

const environment = {
  CLUSTER_NAME: 'shop',
  BOOTSTRAP_SERVERS: 'b1:9096',
  LOGIN: `scram:${secretArn}`,
  RUN_TABLE: 'runs',
} satisfies RotateScramEnvironment;

describe('the settings of the rotation function', () => {
  it('name a cluster of its own, or one of MSK', () => {
    expect(readSettings(environment)).not.toHaveProperty('clusterArn');
    expect(
      readSettings({ ...environment, BOOTSTRAP_SERVERS: undefined, CLUSTER_ARN: 'arn:aws:kafka:…' }),
    ).toMatchObject({ clusterArn: 'arn:aws:kafka:…' });
  });

  it.each(['iam', 'tls', 'none'])('refuse the login %s, with which no SCRAM login can be proven', LOGIN => {
    expect(() => readSettings({ ...environment, LOGIN })).toThrow(
      `the environment of the function is not usable: LOGIN is ${LOGIN}, and new logins can only be proven where this function itself logs in by SCRAM`,
    );
  });

  it('tell everything that is wrong at once', () => {
    expect(() => readSettings({ LOGIN: 'iam' })).toThrow(/CLUSTER_NAME is missing.*RUN_TABLE is missing.*LOGIN is iam/);
  });
});
