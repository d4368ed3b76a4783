import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { secretsManagerScramSecrets } from '../../../../src/adapters/aws/scram-secret.ts';
import { answering, type CannedAnswer } from '../../../aws/answering-client.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_ops-AbCdEf';
const secret = (value: string): CannedAnswer => ({ statusCode: 200, body: JSON.stringify({ SecretString: value }) });
const refusal = (type: string, message: string): CannedAnswer => ({
  statusCode: 400,
  body: JSON.stringify({ __type: type, message }),
});

const secretsAnswering = (...answers: readonly CannedAnswer[]) => {
  const { seen, config } = answering(...answers);
  return { seen, secrets: secretsManagerScramSecrets(region => new SecretsManagerClient({ ...config, region })) };
};

describe('secretsManagerScramSecrets', () => {
  test('reads user and password in the region of the ARN', async () => {
    const { seen, secrets } = secretsAnswering(secret('{"username":"ops","password":"pä\\"ss"}'));
    const login = await secrets.readScramSecret(arn);
    expect([login.username, login.password.reveal()]).toEqual(['ops', 'pä"ss']);
    expect(seen[0]?.headers.host).toBe('secretsmanager.eu-west-1.amazonaws.com');
    expect(JSON.parse(Buffer.from(seen[0]!.body).toString())).toEqual({ SecretId: arn });
  });

  test('reads again each time, so that a rotated password is seen', async () => {
    const answers = ['old', 'new'].map(password => secret(JSON.stringify({ username: 'ops', password })));
    const { secrets } = secretsAnswering(...answers);
    const logins = [await secrets.readScramSecret(arn), await secrets.readScramSecret(arn)];
    expect(logins.map(({ password }) => password.reveal())).toEqual(['old', 'new']);
  });

  test.each([
    'hunter2',
    '"hunter2"',
    'null',
    '[]',
    '{"username":"ops"}',
    '{"username":1,"password":"hunter2"}',
    '{"user":"hunter2',
  ])('refuses a secret of another form without repeating it: %s', async value => {
    const { secrets } = secretsAnswering(secret(value));
    const error: unknown = await secrets.readScramSecret(arn).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigurationInvalid' });
    expect(String(error)).toContain(`the secret ${arn} is not {"username"`);
    // Causes too: a logger prints them.
    expect(inspect(error)).not.toContain('hunter2');
  });

  test.each([
    ['AccessDeniedException', 'User is not authorized', `allow secretsmanager:GetSecretValue on ${arn}`],
    ['AccessDeniedException', 'Access to KMS is not allowed', `allow kms:Decrypt on the key of ${arn}`],
    ['ResourceNotFoundException', 'Secrets Manager can’t find the secret', `there is no ${arn}`],
  ])('fails for %s: %s', async (type, message, sentence) => {
    const { secrets } = secretsAnswering(refusal(type, message));
    await expect(secrets.readScramSecret(arn)).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining(sentence) as unknown,
    });
  });
});
