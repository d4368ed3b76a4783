import { localSecrets } from '../../../../../src/adapters/local/secrets/local-secrets.ts';
import { Secret } from '../../../../../src/domain/secret.ts';

/** What this process is to put: versions whose value is their own id. */
export interface PutOrder {
  readonly directory: string;
  readonly name: string;
  readonly versionIds: readonly string[];
}

const { directory, name, versionIds } = JSON.parse(process.argv[2] ?? '') as PutOrder;
const secrets = localSecrets({ directory, nowMs: Date.now });
for (const versionId of versionIds) await secrets.put(name, { versionId, value: new Secret(versionId), labels: [] });
