import { describe, expect, test } from 'vitest';
import { readClientProperties } from '../../../../src/domain/kafka/client-properties.ts';

const scramJaas = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="ops" password="hunter2";';
const iamHandler = 'software.amazon.msk.auth.iam.IAMOAuthBearerLoginCallbackHandler';
const secured = { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'SCRAM-SHA-512', 'sasl.jaas.config': scramJaas };
const iam = { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'AWS_MSK_IAM' };
const iamJaas = (options: string) => `software.amazon.msk.auth.iam.IAMLoginModule required ${options};`;

const read = (properties: Record<string, string>) => readClientProperties(new Map(Object.entries(properties)));

describe('readClientProperties', () => {
  test('takes a file without security for plain text, and ignores keys of producers and consumers', () => {
    const { settings, problems } = read({ 'bootstrap.servers': 'a:9092', 'group.id': 'orders', acks: 'all' });
    expect(problems).toEqual([]);
    expect(settings).toEqual({ bootstrapServers: [{ host: 'a', port: 9092 }], tls: undefined, login: undefined });
  });

  test.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'scram-sha-512'])('reads a login by %s', mechanism => {
    const { settings, problems } = read({ ...secured, 'sasl.mechanism': mechanism });
    expect(problems).toEqual([]);
    expect(settings.login).toMatchObject({ kind: 'password', mechanism: mechanism.toUpperCase(), username: 'ops' });
    expect(settings.login?.kind === 'password' && settings.login.password.reveal()).toBe('hunter2');
    expect(settings.tls).toEqual({ trustStore: undefined, keyStore: undefined, verifiesHostName: true });
  });

  test('reads a login by PLAIN over plain text', () => {
    const { settings, problems } = read({
      'security.protocol': ' sasl_plaintext ',
      'sasl.mechanism': 'PLAIN',
      'sasl.jaas.config': 'org.apache.kafka.common.security.plain.PlainLoginModule required username=a password=b;',
    });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ tls: undefined, login: { mechanism: 'PLAIN', username: 'a' } });
  });

  test.each([
    [iam],
    [{ ...iam, 'sasl.client.callback.handler.class': 'software.amazon.msk.auth.iam.IAMClientCallbackHandler' }],
    [{ ...iam, 'sasl.jaas.config': iamJaas('awsDebugCreds=true awsMaxRetries="7"') }],
    [{ ...iam, 'sasl.mechanism': 'OAUTHBEARER', 'sasl.login.callback.handler.class': iamHandler }],
  ])('takes %j for a login with AWS credentials', properties => {
    const { settings, problems } = read(properties);
    expect(problems).toEqual([]);
    expect(settings.login).toEqual({ kind: 'msk-iam', credentialProfile: undefined, assumedRole: undefined });
  });

  test('reads the credential profile or role of an MSK login', () => {
    const profile = read({ ...iam, 'sasl.jaas.config': iamJaas('awsProfileName="ops"') });
    expect(profile.settings.login).toMatchObject({ credentialProfile: 'ops' });
    const role = read({ ...iam, 'sasl.jaas.config': iamJaas('awsRoleArn="arn:r" awsRoleSessionName="s"') });
    expect(role.settings.login).toMatchObject({ assumedRole: { arn: 'arn:r', sessionName: 's' } });
    expect([...profile.problems, ...role.problems]).toEqual([]);
  });

  test('reads stores as files and in line', () => {
    const files = read({
      ...secured,
      'ssl.truststore.location': 't.p12',
      'ssl.truststore.type': 'jks',
      'ssl.keystore.location': 'k.p12',
      'ssl.endpoint.identification.algorithm': '',
    });
    expect(files.settings.tls).toMatchObject({
      trustStore: { kind: 'file', location: 't.p12' },
      keyStore: { kind: 'file', location: 'k.p12' },
      verifiesHostName: false,
    });
    const inline = read({
      'security.protocol': 'SSL',
      'ssl.truststore.certificates': 'T',
      'ssl.keystore.key': 'K',
      'ssl.keystore.certificate.chain': 'C',
    });
    expect(inline.settings.tls).toMatchObject({
      trustStore: { kind: 'inline', certificates: 'T' },
      keyStore: { kind: 'inline', certificateChain: 'C' },
    });
    expect([...files.problems, ...inline.problems]).toEqual([]);
  });

  test.each([
    [
      { 'security.protocol': 'SASL_TLS' },
      'security.protocol is "SASL_TLS"; allowed are PLAINTEXT, SSL, SASL_PLAINTEXT',
    ],
    [
      { 'ssl.truststore.location': 'ca.pem' },
      'security.protocol is not set, so ssl.truststore.location would not be used',
    ],
    [{ 'bootstrap.servers': 'a' }, 'bootstrap.servers: "a" has no port'],
    [{ ...secured, 'sasl.mechanism': 'GSSAPI' }, 'sasl.mechanism is "GSSAPI"; allowed are SCRAM-SHA-512'],
    [{ 'security.protocol': 'SASL_SSL' }, 'sasl.mechanism is not set, which means GSSAPI to Kafka'],
    [{ ...secured, 'sasl.jaas.config': '' }, 'sasl.jaas.config is not set; SCRAM-SHA-512 needs ScramLoginModule'],
    [{ ...secured, 'sasl.jaas.config': scramJaas.slice(0, -1) }, 'sasl.jaas.config cannot be read: it does not end'],
    [{ ...secured, 'sasl.mechanism': 'PLAIN' }, 'PLAIN needs PlainLoginModule'],
    [{ ...secured, 'sasl.jaas.config': 'ScramLoginModule required password="hunter2";' }, 'has no username'],
    [{ ...secured, 'sasl.jaas.config': 'ScramLoginModule required username="a";' }, 'has no password'],
    [
      { ...secured, 'sasl.jaas.config': scramJaas.replace(';', ' tokenauth="true";') },
      'delegation tokens are not supported',
    ],
    [{ ...secured, 'sasl.login.class': 'x.Y' }, 'sasl.login.class names Java code'],
    [{ ...secured, 'sasl.client.callback.handler.class': 'x.Y' }, 'sasl.client.callback.handler.class is "x.Y"'],
    [{ ...secured, 'sasl.login.callback.handler.class': 'x.Y' }, 'is "x.Y"; remove it for SCRAM-SHA-512'],
    [{ ...iam, 'sasl.mechanism': 'OAUTHBEARER' }, 'OAUTHBEARER is supported for Amazon MSK only'],
    [{ ...iam, 'security.protocol': 'SASL_PLAINTEXT' }, 'AWS_MSK_IAM needs security.protocol=SASL_SSL'],
    [
      { ...iam, 'sasl.jaas.config': iamJaas('awsRoleAccessKeyId="x"') },
      'has the option awsRoleAccessKeyId, which is not supported',
    ],
    [
      { ...iam, 'sasl.jaas.config': iamJaas('awsRoleArn="x" awsProfileName="y"') },
      'has awsProfileName and awsRoleArn; keep one',
    ],
    [{ ...secured, 'ssl.engine.factory.class': 'x.Y' }, 'ssl.engine.factory.class names Java code'],
    [{ ...secured, 'ssl.truststore.type': 'BCFKS' }, 'ssl.truststore.type is "BCFKS"; allowed are PEM, PKCS12 and'],
    [{ ...secured, 'ssl.enabled.protocols': 'TLSv1.1,TLSv1' }, 'only TLSv1.2 and TLSv1.3 are spoken'],
    [{ ...secured, 'ssl.endpoint.identification.algorithm': 'LDAPS' }, 'allowed are https'],
    [{ ...secured, 'ssl.keystore.key': 'hunter2' }, 'ssl.keystore.key is set without ssl.keystore.certificate.chain'],
    [{ ...secured, 'ssl.keystore.certificate.chain': 'x' }, 'is set without ssl.keystore.key'],
    [{ ...secured, 'ssl.keystore.location': 'x', 'ssl.keystore.key': 'hunter2' }, 'keep one way'],
    [{ ...secured, 'ssl.truststore.location': 'x', 'ssl.truststore.certificates': 'x' }, 'are both set; keep one'],
    [
      { ...secured, 'config.providers': 'env', 'sasl.jaas.config': '${env:JAAS}' },
      'sasl.jaas.config refers to a config provider',
    ],
  ])('refuses %j', (properties, problem) => {
    const { problems } = read(properties);
    expect(problems.join('; ')).toContain(problem);
    expect(problems.join('; ')).not.toContain('hunter2');
  });

  test('tells all that is wrong at once', () => {
    const { problems } = read({
      'bootstrap.servers': 'a',
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': 'GSSAPI',
      'ssl.truststore.type': 'X',
    });
    expect(problems).toHaveLength(3);
  });

  test('ignores broken ssl keys of a plain text connection, as Java does', () => {
    expect(read({ 'security.protocol': 'PLAINTEXT', 'ssl.truststore.type': 'X' }).problems).toEqual([]);
  });
});
