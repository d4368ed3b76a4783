import { describe, expect, test } from 'vitest';
import type { ConnectionRequest, ConnectionSurroundings } from '../../../src/domain/kafka/connection-request.ts';
import type { MskBootstrapStrings } from '../../../src/domain/kafka/msk-bootstrap.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { resolveConnection } from '../../../src/operations/resolve-connection.ts';
import type { ConnectionSources } from '../../../src/ports/connection-sources.ts';

const arn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2';
const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_ops-AbCdEf';
const scram = {
  'security.protocol': 'SASL_SSL',
  'sasl.mechanism': 'SCRAM-SHA-512',
  'sasl.jaas.config': 'ScramLoginModule required username="ops" password="hunter2";',
};
const iam = { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'AWS_MSK_IAM' };
const offered: MskBootstrapStrings = {
  'private iam': 'i:9098',
  'private scram': 's:9096',
  'private tls': 't:9094',
  'private none': 'n:9092',
  'public iam': 'p:9198',
};

type Files = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Sources that hold these files; tokens tell the region they are for. */
const sourcesWith = (files: Files): ConnectionSources => ({
  profiles: {
    readProperties: async path => files[path] && new Map(Object.entries(files[path])),
    readTrustStore: async source => [source.kind === 'file' ? source.location : source.certificates],
    readKeyStore: async () => ({ certificateChain: 'chain', privateKey: new Secret('key') }),
  },
  msk: { readBootstrapStrings: async () => offered },
  secrets: { readScramSecret: async () => ({ username: 'from-secret', password: new Secret('hunter2') }) },
  iam: { tokenSource: region => async () => ({ value: new Secret(region), expiresAtMs: 0 }) },
});

const resolve = (
  request: ConnectionRequest,
  { files = {}, ...around }: Partial<ConnectionSurroundings> & { files?: Files } = {},
) => resolveConnection(request, { environment: {}, ...around }, sourcesWith(files));

const everything = {
  environment: { KAFKA_BOOTSTRAP_SERVERS: 'env:1' },
  localProfilePath: 'local.properties',
  files: {
    'local.properties': { 'bootstrap.servers': 'local:1' },
    'mine.properties': { ...scram, 'bootstrap.servers': 'mine:1' },
  },
};

describe('which cluster is meant', () => {
  test.each<[ConnectionRequest, string, string]>([
    [{ bootstrapServers: 'flag:1', commandConfig: 'mine.properties' }, 'flag:1', 'flag'],
    [{ commandConfig: 'mine.properties' }, 'mine.properties', 'mine'],
    [{ cluster: 'local' }, 'local', 'local'],
    [{}, 'env:1', 'env'],
  ])('%j wins over what is weaker', async (request, name, host) => {
    const connection = await resolve(request, everything);
    expect([connection.name, connection.bootstrapServers]).toEqual([name, [{ host, port: 1 }]]);
  });

  test('takes the local cluster where nothing is named', async () => {
    const connection = await resolve({}, { ...everything, environment: {} });
    expect(connection).toMatchObject({ name: 'local', bootstrapServers: [{ host: 'local', port: 1 }] });
  });

  test('finds a named cluster in the first directory that has it', async () => {
    const files = {
      'here/orders.properties': { 'bootstrap.servers': 'here:1' },
      'home/orders.properties': { 'bootstrap.servers': 'home:1' },
    };
    const connection = await resolve({ cluster: 'orders' }, { files, profileDirectories: ['none', 'here', 'home'] });
    expect(connection).toMatchObject({ name: 'orders', bootstrapServers: [{ host: 'here', port: 1 }] });
  });

  test('takes the servers of the environment for a file that has none', async () => {
    const around = { environment: { KAFKA_BOOTSTRAP_SERVERS: 'env:1' }, files: { f: scram } };
    const connection = await resolve({ commandConfig: 'f' }, around);
    expect(connection).toMatchObject({ bootstrapServers: [{ host: 'env', port: 1 }], sasl: { username: 'ops' } });
  });

  test.each<[ConnectionRequest, string]>([
    [{}, 'no cluster is named and no local one is running; name one with --cluster'],
    [{ cluster: 'local' }, 'no local cluster is running; start one with: kafka-steward local up'],
    [{ cluster: 'orders' }, '--cluster "orders" names no cluster'],
    [{ cluster: 'arn:aws:s3:::bucket' }, 'is not the ARN of an MSK cluster'],
    [{ cluster: arn, bootstrapServers: 'a:1' }, 'both name a cluster'],
    [{ cluster: 'local', commandConfig: 'f' }, 'leave out --command-config'],
    [{ bootstrapServers: 'a' }, 'bootstrap servers: "a" has no port'],
    [{ bootstrapServers: 'a:1', login: 'kerberos' }, '--login is "kerberos"; allowed are iam'],
    [{ commandConfig: 'absent' }, 'there is no file absent'],
    [{ commandConfig: 'empty' }, 'empty has no bootstrap.servers'],
    [
      { commandConfig: 'broken' },
      'broken: security.protocol is "X"; allowed are PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL; msk.network is "Y"',
    ],
  ])('refuses %j', async (request, sentence) => {
    const files = { empty: { 'security.protocol': 'SSL' }, broken: { 'security.protocol': 'X', 'msk.network': 'Y' } };
    await expect(resolve(request, { files })).rejects.toThrow(sentence);
  });
});

describe('how to log in', () => {
  test('reads stores and login of a file', async () => {
    const files = { f: { ...scram, 'ssl.truststore.location': 'ca.pem', 'ssl.keystore.location': 'k.p12' } };
    const connection = await resolve({ bootstrapServers: 'a:1', commandConfig: 'f' }, { files });
    expect(connection.tls).toMatchObject({
      trustedCertificates: ['ca.pem'],
      clientIdentity: { certificateChain: 'chain' },
    });
    expect(connection.sasl).toMatchObject({ mechanism: 'SCRAM-SHA-512', username: 'ops' });
  });

  test('speaks plain text to servers that are only named', async () => {
    expect(await resolve({ bootstrapServers: 'a:1' })).toMatchObject({ tls: undefined, sasl: undefined });
  });

  test.each([
    ['host name', 'b-1.x.kafka.us-east-1.amazonaws.com:9098', {}, 'us-east-1'],
    ['AWS_REGION', 'privatelink:9098', { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'x' }, 'eu-north-1'],
    ['AWS_DEFAULT_REGION', 'privatelink:9098', { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
  ])('signs for the region of the %s', async (_, bootstrapServers, environment, region) => {
    const { sasl } = await resolve({ bootstrapServers, commandConfig: 'f' }, { environment, files: { f: iam } });
    expect(sasl?.mechanism === 'OAUTHBEARER' && (await sasl.token()).value.reveal()).toBe(region);
  });

  test('refuses an IAM login without a region', async () => {
    await expect(resolve({ bootstrapServers: 'a:1', login: 'iam' })).rejects.toThrow('set AWS_REGION');
  });
});

describe('an MSK cluster by ARN', () => {
  test.each<[ConnectionRequest, string, string | undefined, boolean]>([
    [{}, 'i', 'OAUTHBEARER', true],
    [{ login: 'iam', network: 'public' }, 'p', 'OAUTHBEARER', true],
    [{ login: `scram:${secretArn}` }, 's', 'SCRAM-SHA-512', true],
    [{ login: 'tls' }, 't', undefined, true],
    [{ login: 'none' }, 'n', undefined, false],
    [{ commandConfig: 'scram' }, 's', 'SCRAM-SHA-512', true],
    [{ commandConfig: 'iam' }, 'i', 'OAUTHBEARER', true],
    [{ commandConfig: 'tls' }, 't', undefined, true],
    [{ commandConfig: 'scram', login: 'iam' }, 'i', 'OAUTHBEARER', true],
  ])('takes with %j the brokers of that login', async (request, host, mechanism, isEncrypted) => {
    const files = { scram, iam, tls: { 'security.protocol': 'SSL' } };
    const connection = await resolve({ cluster: arn, ...request }, { files });
    expect(connection.bootstrapServers[0]?.host).toBe(host);
    expect([connection.sasl?.mechanism, connection.tls !== undefined]).toEqual([mechanism, isEncrypted]);
  });

  test('signs for the region of the ARN, whatever region is the default', async () => {
    const { sasl } = await resolve({ cluster: arn }, { environment: { AWS_REGION: 'us-east-1' } });
    expect(sasl?.mechanism === 'OAUTHBEARER' && (await sasl.token()).value.reveal()).toBe('eu-west-1');
  });

  test('reads ARN, login and network from the properties of a named cluster', async () => {
    const files = { 'd/prod.properties': { 'msk.cluster.arn': arn, 'msk.login': `scram:${secretArn}` } };
    const connection = await resolve({ cluster: 'prod' }, { files, profileDirectories: ['d'] });
    expect(connection).toMatchObject({
      name: 'prod',
      bootstrapServers: [{ host: 's' }],
      sasl: { username: 'from-secret' },
    });
  });

  test('refuses a login that the cluster does not offer, and lists what it does', async () => {
    await expect(resolve({ cluster: arn, login: 'tls', network: 'public' })).rejects.toThrow(
      `${arn} does not offer --login tls --network public; it offers --login iam`,
    );
  });

  test('refuses a file with a mechanism that MSK does not know', async () => {
    const files = { f: { ...scram, 'sasl.mechanism': 'SCRAM-SHA-256' } };
    await expect(resolve({ cluster: arn, commandConfig: 'f' }, { files })).rejects.toThrow(
      'MSK knows SCRAM-SHA-512 only',
    );
  });

  test('shows no password when the connection is printed', async () => {
    const connection = await resolve({ cluster: arn, login: `scram:${secretArn}` });
    expect(JSON.stringify(connection)).not.toContain('hunter2');
  });
});
