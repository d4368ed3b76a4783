import { createHash } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../../src/adapters/aws/secrets/secrets-manager.ts';
import { certificateMaker } from '../../src/adapters/certificates/certificate-maker.ts';
import type { CertificateWorld } from '../../src/operations/issue-node-certificates.ts';

export const world: CertificateWorld = {
  secrets: secretsManager(new SecretsManagerClient()),
  maker: certificateMaker,
  nowMs: Date.now,
  hash: text => createHash('sha256').update(text).digest('hex'),
};
