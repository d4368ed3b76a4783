import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { secretsManager } from '../../../../../src/adapters/aws/secrets/secrets-manager.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { answering, type CannedAnswer } from '../../../../aws/answering-client.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf';
const refusal = (type: string, message: string, statusCode = 400): CannedAnswer => ({
  statusCode,
  body: JSON.stringify({ __type: type, message }),
});
const secretsAnswering = (...answers: readonly CannedAnswer[]) => {
  const { seen, config } = answering(...answers);
  return { seen, secrets: secretsManager(new SecretsManagerClient(config)) };
};
const version = {
  versionId: 'v'.repeat(32),
  value: new Secret('{"password":"hunter2"}'),
  labels: ['AWSPENDING'],
} as const;

const errorOf = async (call: Promise<unknown>): Promise<Error> => {
  const error: unknown = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  // Whatever a logger could print of it.
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
  return error as Error;
};

describe('secretsManager', () => {
  test.each([
    ['AccessDeniedException', 'no identity-based policy allows it', `allow secretsmanager:GetSecretValue on ${arn}`],
    [
      'AccessDeniedException',
      'Access to KMS is not allowed',
      `allow kms:Decrypt, kms:GenerateDataKey on the key of ${arn}`,
    ],
    ['DecryptionFailure', 'cannot decrypt', `kms:Decrypt, kms:GenerateDataKey the key of ${arn}`],
    ['InvalidRequestException', 'it was marked for deletion', 'it was marked for deletion'],
  ])('fails to read for %s: %s', async (type, message, sentence) => {
    const { secrets } = secretsAnswering(refusal(type, message));
    const error = await errorOf(secrets.read(arn, { label: 'AWSCURRENT' }));
    expect(error).toMatchObject({ name: 'AwsRefused', retryable: false });
    expect(error.message).toContain(sentence);
    expect(error.message).toContain(arn);
  });

  test.each([
    ['AccessDeniedException', 'on hunter2', `allow secretsmanager:PutSecretValue on ${arn}`],
    ['EncryptionFailure', 'hunter2', `kms:Decrypt, kms:GenerateDataKey the key of ${arn}`],
    ['ValidationException', `Value '{"password":"hunter2"}' at 'secretString'`, 'secretsmanager:PutSecretValue'],
    ['LimitExceededException', 'hunter2', 'LimitExceededException'],
  ])('fails to put for %s, and does not repeat what AWS says of the value', async (type, message, sentence) => {
    const { secrets } = secretsAnswering(refusal(type, message));
    const error = await errorOf(secrets.put(arn, version));
    expect(error).toMatchObject({ name: 'AwsRefused', retryable: false });
    expect(error.message).toContain(sentence);
    expect(error.cause).toBeUndefined();
  });

  test.each(['{"SecretString":"hunter2', 'hunter2'])('fails without the answer where it is damaged: %s', async body => {
    const { secrets } = secretsAnswering({ statusCode: 200, body });
    const error = await errorOf(secrets.read(arn, { label: 'AWSCURRENT' }));
    expect(error).toMatchObject({ name: 'AwsUnavailable', retryable: true });
  });

  test('fails to read what is no text', async () => {
    const { secrets } = secretsAnswering({ statusCode: 200, body: '{"SecretBinary":"aHVudGVyMg=="}' });
    const error = await errorOf(secrets.read(arn, { label: 'AWSCURRENT' }));
    expect(error).toMatchObject({ name: 'SecretUnreadable' });
  });

  test('fails where a password is not of the length asked for', async () => {
    const { seen, secrets } = secretsAnswering({ statusCode: 200, body: '{"RandomPassword":"hunter2"}' });
    expect(await errorOf(secrets.randomPassword())).toMatchObject({ name: 'AwsUnavailable' });
    expect(JSON.parse(Buffer.from(seen[0]!.body).toString())).toEqual({ PasswordLength: 32, ExcludeCharacters: '"\\' });
  });

  test('hands on the token of a rotation in a role of its own', async () => {
    const { seen, secrets } = secretsAnswering({ statusCode: 200, body: '{}' });
    await secrets.put(arn, { ...version, rotationToken: 'r'.repeat(40) });
    expect(JSON.parse(Buffer.from(seen[0]!.body).toString())).toMatchObject({
      ClientRequestToken: version.versionId,
      RotationToken: 'r'.repeat(40),
      VersionStages: ['AWSPENDING'],
    });
  });
});
