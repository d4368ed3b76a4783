import { localSecrets } from '../../../../../src/adapters/local/secrets/local-secrets.ts';
import { Secret } from '../../../../../src/domain/secret.ts';

// A process of its own: puts versions named in its arguments, each with its own id as value.
const [, , directory = '', name = '', ...versionIds] = process.argv;
const secrets = localSecrets({ directory, nowMs: Date.now });
for (const versionId of versionIds) await secrets.put(name, { versionId, value: new Secret(versionId), labels: [] });
