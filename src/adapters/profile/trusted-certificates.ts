import { X509Certificate } from 'node:crypto';
import { OperationError } from '../../domain/errors.ts';
import type { TrustStoreSource } from '../../domain/kafka/client-settings.ts';
import { pemBlocks } from './pem.ts';
import { readStoreFile, storeError } from './store-file.ts';

/** The certificates of a trust store, each PEM; never none, since an empty list would trust nobody. */
export async function readTrustedCertificates(source: TrustStoreSource): Promise<readonly string[]> {
  if (source.kind === 'inline') {
    return certificatesOf(
      source.certificates,
      what => new OperationError('ConfigurationInvalid', `ssl.truststore.certificates ${what}`),
    );
  }
  const store = { ...source, key: 'ssl.truststore' };
  const read = await readStoreFile(store);
  if (read.kind === 'pem') return certificatesOf(read.text, (what, cause) => storeError(store, what, cause));
  if (read.certificates.length === 0) throw storeError(store, 'holds no trusted certificate');
  return read.certificates.map(String);
}

/** The certificates in a PEM text, checked; `complain` makes the error of what is wrong. */
export function certificatesOf(
  text: string,
  complain: (what: string, cause?: unknown) => OperationError,
): readonly string[] {
  const certificates = pemBlocks(text).filter(({ label }) => label.endsWith('CERTIFICATE'));
  if (certificates.length === 0) {
    throw complain(
      'holds no certificate; a certificate stands between "-----BEGIN CERTIFICATE-----" and "-----END CERTIFICATE-----"',
    );
  }
  return certificates.map(({ pem }, index) => {
    try {
      return String(new X509Certificate(pem));
    } catch (error) {
      throw complain(`holds a certificate that cannot be read (number ${index + 1} of ${certificates.length})`, error);
    }
  });
}
