import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { NodeArtifact } from '../../scripts/node-artifact/pack-node-artifact.ts';
import { certificateMaker } from '../../src/adapters/certificates/certificate-maker.ts';
import { type Identity, nodeValueOf } from '../../src/domain/certificates/identity.ts';
import { authorityValidity, nodeValidity } from '../../src/domain/certificates/judge-certificate.ts';
import type { EmulatedAws } from '../aws/emulated-aws.ts';
import { type ClusterParts, domain, type Slot, slots } from './cluster-plan.ts';
import { createVolume, createZone } from './cluster-requests.ts';

export const passwords: Readonly<Record<string, string>> = { admin: 'admin-Secret=1', load: 'load-Secret/2' };

export interface TrialParts extends ClusterParts {
  readonly authority: Identity;
  renewCertificate(slot: Slot): Promise<void>;
  writeArtifact(key: string, content: Uint8Array): Promise<void>;
}

/** Makes in the emulator what the stack would: bucket, secrets, names, volumes. */
export async function makeParts(aws: EmulatedAws, artifact: NodeArtifact): Promise<TrialParts> {
  const s3 = new S3Client({ ...aws.clientConfig, forcePathStyle: true });
  const secrets = new SecretsManagerClient(aws.clientConfig);
  const bucket = 'kafka-steward-trial';
  const writeArtifact = async (key: string, content: Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
  };
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await writeArtifact('nodes/kafka-node.tar.gz', await readFile(artifact.path));

  const authority = await certificateMaker.makeAuthority(
    'kafka-steward trial authority',
    authorityValidity(Date.now()),
  );
  const certificateValue = async ({ host }: Slot): Promise<string> => {
    const validity = nodeValidity(Date.now(), Date.now() + 365 * 86_400_000);
    return nodeValueOf(await certificateMaker.makeNode(host, authority, validity), authority.certificate).reveal();
  };
  const createSecret = async (name: string, value: string): Promise<string> =>
    (await secrets.send(new CreateSecretCommand({ Name: name, SecretString: value }))).ARN ?? '';

  const hostedZoneId = await createZone(aws.endpoint, domain);
  const certificateSecretArns = new Map<string, string>();
  const volumeIds = new Map<string, string>();
  for (const slot of slots) {
    certificateSecretArns.set(slot.host, await createSecret(`nodes/${slot.host}`, await certificateValue(slot)));
    volumeIds.set(slot.host, await createVolume(aws.endpoint, slot.zoneName));
  }
  const firstUserSecretArns: string[] = [];
  for (const [username, password] of Object.entries(passwords)) {
    firstUserSecretArns.push(await createSecret(`users/${username}`, JSON.stringify({ username, password })));
  }
  return {
    hostedZoneId,
    artifact: { bucket, key: 'nodes/kafka-node.tar.gz', sha256: artifact.sha256 },
    certificateSecretArns,
    firstUserSecretArns,
    volumeIds,
    authority,
    writeArtifact,
    renewCertificate: async slot => {
      const SecretId = certificateSecretArns.get(slot.host);
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: await certificateValue(slot) }));
    },
  };
}
