import { inMemorySecrets } from '../../contracts/fakes/in-memory-secrets.ts';
import { defineSecretVersionsContract } from '../../contracts/secret-versions.contract.ts';

defineSecretVersionsContract('the in-memory secrets', inMemorySecrets);
