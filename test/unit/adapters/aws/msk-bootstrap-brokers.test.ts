import { KafkaClient } from '@aws-sdk/client-kafka';
import { describe, expect, test } from 'vitest';
import { mskBootstrapBrokers } from '../../../../src/adapters/aws/msk-bootstrap-brokers.ts';
import { answering, type CannedAnswer } from '../../../aws/answering-client.ts';

const arn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2';
const refusal = (statusCode: number, type: string, message: string): CannedAnswer => ({
  statusCode,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ message }),
});

const readWith = (...answers: readonly (CannedAnswer | Error)[]) => {
  const { seen, config } = answering(...answers);
  const reading = mskBootstrapBrokers(region => new KafkaClient({ ...config, region })).readBootstrapStrings(arn);
  return { seen, reading };
};

describe('mskBootstrapBrokers', () => {
  test('asks the region of the ARN and tells what is on, by network and login', async () => {
    const body = JSON.stringify({
      bootstrapBrokerStringSaslIam: 'i:9098',
      bootstrapBrokerStringTls: '',
      bootstrapBrokerStringSaslIamIpv6: 'i6:20098',
      bootstrapBrokerStringPublicSaslScram: 'p:9196',
      bootstrapBrokerStringVpcConnectivityTls: 'v:14001',
    });
    const { seen, reading } = readWith({ statusCode: 200, body });
    expect(await reading).toEqual({
      'private iam': 'i:9098',
      'public scram': 'p:9196',
      'vpc-connectivity tls': 'v:14001',
    });
    expect(seen[0]?.path).toBe(`/v1/clusters/${encodeURIComponent(arn)}/bootstrap-brokers`);
    expect(seen[0]?.headers.host).toBe('kafka.eu-west-1.amazonaws.com');
  });

  test.each([
    [refusal(403, 'AccessDeniedException', 'no'), 'AwsRefused', `allow kafka:GetBootstrapBrokers on ${arn}`],
    [refusal(403, 'ForbiddenException', 'no'), 'AwsRefused', `allow kafka:GetBootstrapBrokers on ${arn}`],
    [refusal(403, 'ExpiredTokenException', 'old'), 'AwsRefused', 'the AWS credentials have expired; log in again'],
    [refusal(403, 'UnrecognizedClientException', 'who'), 'AwsRefused', 'AWS does not know these credentials'],
    [refusal(404, 'NotFoundException', 'none'), 'AwsRefused', `there is no ${arn}; check the name, the region`],
    [refusal(400, 'BadRequestException', 'bad\nARN'), 'AwsRefused', 'BadRequestException (400): bad ARN'],
    [
      refusal(409, 'ConflictException', 'CREATING'),
      'AwsUnavailable',
      'is not ready (CREATING); try again when its state',
    ],
    [refusal(429, 'TooManyRequestsException', 'slow'), 'AwsUnavailable', 'TooManyRequestsException (429): slow'],
    [refusal(500, 'InternalServerErrorException', 'oops'), 'AwsUnavailable', 'got no usable answer'],
    [new Error('getaddrinfo ENOTFOUND kafka.eu-west-1.amazonaws.com'), 'AwsUnavailable', 'ENOTFOUND'],
  ])('fails with one line for %j', async (answer, name, sentence) => {
    const error: unknown = await readWith(answer).reading.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name, retryable: name === 'AwsUnavailable' });
    expect(String(error)).toContain(sentence);
    expect(String(error)).not.toContain('\n');
  });

  test('fails with one line where there are no credentials', async () => {
    const missing = Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });
    const client = new KafkaClient({ region: 'eu-west-1', credentials: () => Promise.reject(missing) });
    await expect(mskBootstrapBrokers(() => client).readBootstrapStrings(arn)).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('no AWS credentials were found; set AWS_PROFILE') as unknown,
    });
  });
});
