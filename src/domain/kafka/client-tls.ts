import { Secret } from '../secret.ts';
import { type ClientTls, type KeyStoreSource, type Lookup, shown, type TrustStoreSource } from './client-settings.ts';

const storeTypes = ['PEM', 'PKCS12', 'JKS'];

/** Reads the `ssl.*` keys; what is wrong with them is added to `problems`. */
export function readClientTls(read: Lookup, problems: string[]): ClientTls {
  if (read('ssl.engine.factory.class')) {
    problems.push(
      'ssl.engine.factory.class names Java code, which cannot run here; give the stores by ssl.truststore.* and ssl.keystore.*',
    );
  }
  checkStoreType(read, 'ssl.truststore.type', problems);
  checkStoreType(read, 'ssl.keystore.type', problems);
  checkTlsVersions(read, problems);
  return {
    trustStore: readTrustStore(read, problems),
    keyStore: readKeyStore(read, problems),
    verifiesHostName: readVerifiesHostName(read, problems),
  };
}

function checkStoreType(read: Lookup, key: string, problems: string[]): void {
  const given = read(key);
  // The type is not needed further: a store is known by its first bytes, as Java knows PKCS12 in spite of type JKS.
  if (given === undefined || storeTypes.includes(given.toUpperCase())) return;
  problems.push(`${key} is ${shown(given)}; allowed are PEM, PKCS12 and, for trust stores, JKS`);
}

function checkTlsVersions(read: Lookup, problems: string[]): void {
  const given = read('ssl.enabled.protocols');
  if (given === undefined || /TLSv1\.[23]\b/.test(given)) return;
  problems.push(`ssl.enabled.protocols is ${shown(given)}; only TLSv1.2 and TLSv1.3 are spoken`);
}

function readTrustStore(read: Lookup, problems: string[]): TrustStoreSource | undefined {
  const location = read('ssl.truststore.location');
  const certificates = read('ssl.truststore.certificates');
  if (location && certificates) {
    problems.push('ssl.truststore.location and ssl.truststore.certificates are both set; keep one');
  }
  if (certificates) return { kind: 'inline', certificates };
  return location ? { kind: 'file', location, password: secret(read('ssl.truststore.password')) } : undefined;
}

function readKeyStore(read: Lookup, problems: string[]): KeyStoreSource | undefined {
  const location = read('ssl.keystore.location');
  const key = read('ssl.keystore.key');
  const chain = read('ssl.keystore.certificate.chain');
  const keyPassword = secret(read('ssl.key.password'));
  if (location && (key || chain)) {
    problems.push(
      'ssl.keystore.location is set beside ssl.keystore.key or ssl.keystore.certificate.chain; keep one way',
    );
  }
  if (location) return { kind: 'file', location, password: secret(read('ssl.keystore.password')), keyPassword };
  if (key && chain) return { kind: 'inline', certificateChain: chain, privateKey: new Secret(key), keyPassword };
  if (key)
    problems.push('ssl.keystore.key is set without ssl.keystore.certificate.chain; a client certificate needs both');
  if (chain)
    problems.push('ssl.keystore.certificate.chain is set without ssl.keystore.key; a client certificate needs both');
  return undefined;
}

function readVerifiesHostName(read: Lookup, problems: string[]): boolean {
  const given = read('ssl.endpoint.identification.algorithm');
  if (given !== undefined && given !== '' && given.toLowerCase() !== 'https') {
    problems.push(
      `ssl.endpoint.identification.algorithm is ${shown(given)}; allowed are https (the default) and nothing, which turns the check off`,
    );
  }
  return given !== '';
}

function secret(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}
