import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileReader } from '../../../../src/adapters/profile/profile-reader.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const password = new Secret('fixture-password');
const subjects = (certificates: readonly string[]) => certificates.map(pem => new X509Certificate(pem).subject).sort();
const fixture = (name: string) => readFile(join(fixtures, name), 'utf8');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function given(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(directory, name), content);
  return name;
}

describe('readProperties', () => {
  test('reads escapes, continued lines and comments as Java does', async () => {
    const path = await given(
      'client.properties',
      '\uFEFF# me\r\n! me too\r\nbootstrap.servers = a:1,\\\r\n    b:2\r\nsasl.jaas.config: X required password="a\\\\"b\\u00e9";\r\nempty=\r\nbootstrap.servers=c:3\n',
    );
    expect(await profileReader(directory).readProperties(path)).toEqual(
      new Map([
        ['bootstrap.servers', 'c:3'],
        ['sasl.jaas.config', 'X required password="a\\"bé";'],
        ['empty', ''],
      ]),
    );
  });

  test('reads UTF-8, and Latin-1 where it is none', async () => {
    const reader = profileReader(directory);
    const utf8 = await reader.readProperties(await given('utf8', 'k=ü'));
    const latin1 = await reader.readProperties(await given('latin1', Buffer.from('k=ü', 'latin1')));
    expect([utf8?.get('k'), latin1?.get('k')]).toEqual(['ü', 'ü']);
  });

  test('has nothing for a file that is not there', async () => {
    expect(await profileReader(directory).readProperties('absent')).toBeUndefined();
  });

  test.each([
    ['a directory', '.', 'cannot be read: it is a directory'],
    ['binary data', 'keytool-trust.p12', 'is not a properties file'],
  ])('refuses %s', async (_, path, what) => {
    await expect(profileReader(fixtures).readProperties(path)).rejects.toMatchObject({
      name: 'ConfigurationInvalid',
      message: expect.stringContaining(what) as unknown,
    });
  });
});

describe('readTrustStore', () => {
  test.each(['keytool-trust.p12', 'keytool-trust-jdk8.p12', 'keytool-trust.jks'])(
    'reads all certificates of %s',
    async location => {
      const certificates = await profileReader(fixtures).readTrustStore({ kind: 'file', location, password });
      expect(subjects(certificates)).toEqual(['CN=client EC', 'CN=client RSA']);
    },
  );

  test('reads a JKS trust store without its password, as Java does', async () => {
    const certificates = await profileReader(fixtures).readTrustStore({ kind: 'file', location: 'keytool-trust.jks' });
    expect(subjects(certificates)).toEqual(['CN=client EC', 'CN=client RSA']);
  });

  test('reads a PEM file with several certificates and text around them', async () => {
    const location = await given(
      'ca.pem',
      `${await fixture('certificate-rsa.pem')}\nnote\n${await fixture('certificate-ec.pem')}`,
    );
    const certificates = await profileReader(directory).readTrustStore({ kind: 'file', location });
    expect(subjects(certificates)).toEqual(['CN=client EC', 'CN=client RSA']);
  });

  test.each([
    ['as it is', (pem: string) => pem],
    ['with spaces for line breaks', (pem: string) => pem.replaceAll('\n', ' ')],
    ['with its line breaks lost', (pem: string) => pem.replaceAll('\n', '')],
  ])('reads certificates in line %s', async (_, change) => {
    const certificates = change(await fixture('certificate-ec.pem'));
    expect(subjects(await profileReader('/').readTrustStore({ kind: 'inline', certificates }))).toEqual([
      'CN=client EC',
    ]);
  });

  test.each([
    ['keytool-trust.p12', new Secret('hunter2'), 'does not open with the ssl.truststore.password given'],
    ['keytool-trust.p12', undefined, 'needs its password: set ssl.truststore.password'],
    ['openssl-non-ascii.p12', new Secret('Pässwörd€'), 'password that is not all ASCII'],
    ['keytool-trust.jks', new Secret('hunter2'), 'does not open with the ssl.truststore.password given'],
    ['client.jks', password, 'holds no trusted certificate'],
    ['absent.p12', password, 'cannot be read: there is no such file'],
    ['key-rsa.pem', undefined, 'holds no certificate'],
    ['make-stores.sh', undefined, 'is neither a PEM nor a PKCS12 store'],
  ])('refuses %s with password %s, since it %s', async (location, secret, what) => {
    const reading = profileReader(fixtures).readTrustStore({ kind: 'file', location, password: secret });
    const error = await reading.catch((reason: unknown) => reason);
    expect(String(error)).toContain(`ConfigurationInvalid: ssl.truststore.location ${join(fixtures, location)} `);
    expect(String(error)).toContain(what);
    expect(String(error)).not.toContain('hunter2');
  });

  test('refuses a store that was cut short and one that is empty', async () => {
    const reader = profileReader(directory);
    const half = (await readFile(join(fixtures, 'keytool-trust.p12'))).subarray(0, 700);
    const cut = reader.readTrustStore({ kind: 'file', location: await given('half.p12', half), password });
    await expect(cut).rejects.toThrow('is damaged');
    const halfJks = (await readFile(join(fixtures, 'keytool-trust.jks'))).subarray(0, 700);
    const cutJks = reader.readTrustStore({ kind: 'file', location: await given('half.jks', halfJks) });
    await expect(cutJks).rejects.toThrow('is damaged');
    const empty = reader.readTrustStore({ kind: 'file', location: await given('empty.p12', '') });
    await expect(empty).rejects.toThrow('is empty');
  });

  test('refuses a certificate that cannot be read and says which', async () => {
    const certificates = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    await expect(profileReader('/').readTrustStore({ kind: 'inline', certificates })).rejects.toThrow(
      'ssl.truststore.certificates holds a certificate that cannot be read (number 1 of 1)',
    );
  });
});

describe('readKeyStore', () => {
  test.each([
    ['keytool-client-rsa.p12', 'rsa'],
    ['keytool-client-ec.p12', 'ec'],
    ['openssl-client.p12', 'rsa'],
    ['openssl-client-legacy.p12', 'rsa'],
  ])('reads key and certificate of %s', async (location, type) => {
    const identity = await profileReader(fixtures).readKeyStore({ kind: 'file', location, password });
    const key = createPrivateKey(identity.privateKey.reveal());
    expect(key.asymmetricKeyType).toBe(type);
    // Only the first certificate of the chain is read here: the client's own.
    expect(new X509Certificate(identity.certificateChain).checkPrivateKey(key)).toBe(true);
  });

  test('reads a store without a password', async () => {
    const location = 'openssl-no-password.p12';
    const identity = await profileReader(fixtures).readKeyStore({ kind: 'file', location });
    expect(identity.certificateChain).toContain('BEGIN CERTIFICATE');
  });

  test('reads a PEM file with an encrypted key, and puts the own certificate before the others', async () => {
    const parts = await Promise.all(
      ['certificate-ec.pem', 'key-rsa-encrypted.pem', 'certificate-rsa.pem'].map(fixture),
    );
    const location = await given('client.pem', parts.join(''));
    const identity = await profileReader(directory).readKeyStore({ kind: 'file', location, keyPassword: password });
    expect(new X509Certificate(identity.certificateChain).subject).toBe('CN=client RSA');
    expect(identity.certificateChain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  test('reads key and chain in line', async () => {
    const certificateChain = await fixture('certificate-ec.pem');
    const privateKey = new Secret((await fixture('key-ec.pem')).replaceAll('\n', ' '));
    const identity = await profileReader('/').readKeyStore({ kind: 'inline', certificateChain, privateKey });
    expect(createPrivateKey(identity.privateKey.reveal()).asymmetricKeyType).toBe('ec');
  });

  test.each([
    [
      ['key-rsa-encrypted.pem', 'certificate-rsa.pem'],
      undefined,
      'holds an encrypted private key; set ssl.key.password',
    ],
    [['key-rsa-encrypted.pem', 'certificate-rsa.pem'], 'hunter2', 'does not open with the ssl.key.password given'],
    [['key-rsa.pem', 'certificate-ec.pem'], undefined, 'holds no certificate of its private key'],
    [['certificate-ec.pem'], undefined, 'holds no private key'],
  ])('refuses %j with key password %s, since it %s', async (names, keyPassword, what) => {
    const location = await given('refused.pem', (await Promise.all(names.map(fixture))).join(''));
    const secret = keyPassword === undefined ? undefined : new Secret(keyPassword);
    const reading = profileReader(directory).readKeyStore({ kind: 'file', location, keyPassword: secret });
    const error = await reading.catch((reason: unknown) => reason);
    expect(String(error)).toContain(`ssl.keystore.location ${join(directory, location)} `);
    expect(String(error)).toContain(what);
    expect(String(error)).not.toContain('hunter2');
  });

  test('refuses a JKS key store and says how to convert it', async () => {
    const source = { kind: 'file', location: 'client.jks', password } as const;
    await expect(profileReader(fixtures).readKeyStore(source)).rejects.toThrow(
      /is a JKS store; make a PKCS12 store of it: keytool -importkeystore -srckeystore .*client.jks -destkeystore .*client.p12/,
    );
  });

  test('refuses a trust store as a key store', async () => {
    const source = { kind: 'file', location: 'keytool-trust.p12', password } as const;
    await expect(profileReader(fixtures).readKeyStore(source)).rejects.toThrow('holds no private key');
  });
});
