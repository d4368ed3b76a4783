import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type AwsCredentials, mskIamToken } from '../../../../src/adapters/aws/msk-iam-token.ts';
import { mskIamTokens } from '../../../../src/adapters/aws/msk-iam-tokens.ts';

const nowMs = Date.UTC(2026, 10, 1, 10, 0, 5);
const credentials: AwsCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'hunter2' };

const queryOf = (token: string) => {
  const { searchParams } = new URL(Buffer.from(token, 'base64url').toString());
  searchParams.delete('User-Agent');
  return Object.fromEntries(searchParams);
};

afterEach(() => vi.useRealTimers());

describe('mskIamToken', () => {
  test('is a presigned URL of kafka-cluster:Connect that holds 15 minutes', () => {
    const token = mskIamToken('eu-west-1', credentials, nowMs);
    const url = new URL(Buffer.from(token.value.reveal(), 'base64url').toString());
    expect(url.host).toBe('kafka.eu-west-1.amazonaws.com');
    expect(queryOf(token.value.reveal())).toMatchObject({
      Action: 'kafka-cluster:Connect',
      'X-Amz-Credential': 'AKIDEXAMPLE/20261101/eu-west-1/kafka-cluster/aws4_request',
      'X-Amz-Expires': '900',
    });
    expect(token.expiresAtMs).toBe(nowMs + 900_000);
    expect(token.value.reveal()).not.toMatch(/[+/=]/);
    expect(String(url)).not.toContain('hunter2');
  });

  test('is what the signer of AWS makes, for any credentials and instant', async () => {
    const anyCredentials = fc.record({
      accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
      secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+=]{40}$/),
      sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9/+=]{1,300}$/), { nil: undefined }),
    });
    const region = fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1');
    const instantMs = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2099, 0) });
    await fc.assert(
      fc.asyncProperty(anyCredentials, region, instantMs, async (given, region, now) => {
        vi.useFakeTimers({ now, toFake: ['Date'] });
        const theirs = await generateAuthTokenFromCredentialsProvider({
          region,
          awsCredentialsProvider: () => Promise.resolve(given),
        });
        const ours = mskIamToken(region, given, now);
        expect(queryOf(ours.value.reveal())).toEqual(queryOf(theirs.token));
        expect(ours.expiresAtMs).toBe(theirs.expiryTime);
      }),
      { numRuns: 50 },
    );
  });

  test('holds no longer than the credentials, in whole seconds', () => {
    const token = mskIamToken('eu-west-1', { ...credentials, expiration: new Date(nowMs + 61_900) }, nowMs);
    expect(queryOf(token.value.reveal())).toMatchObject({ 'X-Amz-Expires': '61' });
    expect(token.expiresAtMs).toBe(nowMs + 61_000);
  });
});

describe('mskIamTokens', () => {
  const sourceWith = (credentialsOf: () => Promise<AwsCredentials>) =>
    mskIamTokens({ credentialsOf, nowMs: () => nowMs }).tokenSource('eu-west-1', { kind: 'msk-iam' });

  test('asks for the credentials at each token, so that renewed ones are used', async () => {
    const ids = ['AKIDFIRST', 'AKIDSECOND'];
    const source = sourceWith(() => Promise.resolve({ ...credentials, accessKeyId: ids.shift()! }));
    const tokens = [await source(), await source()];
    expect(tokens.map(({ value }) => queryOf(value.reveal())['X-Amz-Credential']?.split('/')[0])).toEqual([
      'AKIDFIRST',
      'AKIDSECOND',
    ]);
  });

  test('refuses credentials that have expired', async () => {
    const source = sourceWith(() => Promise.resolve({ ...credentials, expiration: new Date(nowMs) }));
    await expect(source()).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringMatching(/expired/) as unknown,
    });
  });

  test('refuses in one line where there are no credentials', async () => {
    const missing = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
    await expect(sourceWith(() => Promise.reject(missing))()).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('no AWS credentials were found') as unknown,
    });
  });
});
