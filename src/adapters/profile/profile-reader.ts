import { resolve } from 'node:path';
import type { ProfileReader } from '../../ports/connection-sources.ts';
import { readIdentity } from './client-identity.ts';
import { readPropertiesFile } from './client-properties-file.ts';
import { readTrustedCertificates } from './trusted-certificates.ts';

/** Reads profiles and stores from files; relative paths start at `workingDirectory`, as they do for Kafka's tools. */
export function profileReader(workingDirectory: string): ProfileReader {
  const absolute = <Source extends { kind: string }>(source: Source): Source =>
    'location' in source ? { ...source, location: resolve(workingDirectory, String(source.location)) } : source;
  return {
    readProperties: path => readPropertiesFile(resolve(workingDirectory, path)),
    readTrustStore: source => readTrustedCertificates(absolute(source)),
    readKeyStore: source => readIdentity(absolute(source)),
  };
}
