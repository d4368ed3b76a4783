import { describe, expect, test } from 'vitest';
import { parseMskArn, regionOfMskHost } from '../../../../src/domain/kafka/msk-arn.ts';
import { chooseMskBootstrap } from '../../../../src/domain/kafka/msk-bootstrap.ts';
import { parseRequestedLogin } from '../../../../src/domain/kafka/requested-login.ts';

describe('parseMskArn', () => {
  test.each([
    ['arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2', 'eu-west-1'],
    ['arn:aws-cn:kafka:cn-north-1:123456789012:cluster/orders/abc-s1', 'cn-north-1'],
    ['arn:aws-us-gov:kafka:us-gov-west-1:123456789012:cluster/orders/abc-2', 'us-gov-west-1'],
  ])('reads %s', (arn, region) => {
    expect(parseMskArn(arn)).toEqual({ kind: 'parsed', arn: { arn, region, clusterName: 'orders' } });
  });

  test.each([
    ['orders', 'does not start with arn:aws'],
    ['arn:aws:s3:eu-west-1:123456789012:cluster/orders/abc', 'its service is "s3", not kafka'],
    ['arn:aws:kafka::123456789012:cluster/orders/abc', 'has no region'],
    ['arn:aws:kafka:eu-west-1:12345:cluster/orders/abc', 'its account is not 12 digits'],
    ['arn:aws:kafka:eu-west-1:123456789012:cluster/orders', 'does not end with cluster/<name>/<id>'],
    ['arn:aws:kafka:eu-west-1:123456789012:topic/orders/abc/t', 'does not end with cluster/<name>/<id>'],
  ])('refuses %s', (text, problem) => {
    expect(parseMskArn(text)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) as unknown });
  });
});

describe('regionOfMskHost', () => {
  test.each([
    ['b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['b-1-public.orders.abc123.c2.kafka.us-east-1.amazonaws.com', 'us-east-1'],
    ['boot-abc.c1.kafka-serverless.us-east-2.amazonaws.com', 'us-east-2'],
    ['b-1.orders.abc.c2.kafka.cn-northwest-1.amazonaws.com.cn', 'cn-northwest-1'],
    ['kafka.example.com', undefined],
    ['localhost', undefined],
  ])('finds in %s the region %s', (host, region) => {
    expect(regionOfMskHost(host)).toBe(region);
  });
});

describe('chooseMskBootstrap', () => {
  const offered = { 'private iam': 'i:9098', 'private tls': 't:9094', 'public iam': 'p:9198' } as const;

  test('takes the string of the login and network', () => {
    expect(chooseMskBootstrap(offered, 'iam', 'private')).toEqual({ kind: 'chosen', bootstrapServers: 'i:9098' });
    expect(chooseMskBootstrap(offered, 'iam', 'public')).toEqual({ kind: 'chosen', bootstrapServers: 'p:9198' });
  });

  test('refuses a login that is not offered, and lists what is', () => {
    expect(chooseMskBootstrap(offered, 'scram', 'private')).toEqual({
      kind: 'not-offered',
      problem:
        'does not offer --login scram:<secret ARN>; it offers --login iam, --login tls, --login iam --network public',
    });
  });

  test('refuses another network than asked, and says when there is none at all', () => {
    expect(chooseMskBootstrap(offered, 'tls', 'public').kind).toBe('not-offered');
    expect(chooseMskBootstrap({}, 'iam', 'private')).toMatchObject({
      problem: expect.stringContaining('offers none yet') as unknown,
    });
  });
});

describe('parseRequestedLogin', () => {
  const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_ops-AbCdEf';

  test('reads every way to log in', () => {
    for (const kind of ['iam', 'tls', 'none'])
      expect(parseRequestedLogin(kind)).toEqual({ kind: 'parsed', login: { kind } });
    expect(parseRequestedLogin(`scram:${secretArn}`)).toEqual({ kind: 'parsed', login: { kind: 'scram', secretArn } });
  });

  test.each(['scram', 'scram:', 'scram:ops:hunter2'])('refuses %s without repeating what follows', text => {
    const outcome = parseRequestedLogin(text);
    expect(outcome).toMatchObject({ kind: 'wrong', problem: expect.stringContaining('needs the ARN') as unknown });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test('refuses an unknown login and says which there are', () => {
    expect(parseRequestedLogin('kerberos')).toEqual({
      kind: 'wrong',
      problem: 'is "kerberos"; allowed are iam, scram:<secret ARN>, tls, none',
    });
  });
});
