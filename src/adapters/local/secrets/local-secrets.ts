import { randomInt, randomUUID } from 'node:crypto';
import { OperationError } from '../../../domain/errors.ts';
import { newPassword, passwordAlphabet } from '../../../domain/scram/new-password.ts';
import { secretContended, secretVersionTaken } from '../../../domain/scram/secret-errors.ts';
import { judgeMove, placeLabel } from '../../../domain/scram/secret-labels.ts';
import { Secret } from '../../../domain/secret.ts';
import type { SecretDescription, SecretVersions } from '../../../ports/secret-versions.ts';
import { writePointerProperties } from './pointer-properties.ts';
import { listSecretNames, readSecret, type StoredSecret, secretNameProblem, writeSecret } from './secret-files.ts';
import { withSecretsLock } from './secrets-lock.ts';

/** Secrets of this machine: files only their owner can read. Several processes may use one directory. */
export interface LocalSecretsOptions {
  readonly directory: string;
  /** The certificates clients are to trust, for `<name>.properties`; absent: those their runtime trusts. */
  readonly caPath?: string;
  readonly nowMs: () => number;
}

/** Versions without a label that are kept beside the labelled ones. */
const keptVersions = 8;

/** Secrets with versions in a directory. Nothing is created before something is written. */
export function localSecrets({ directory, caPath, nowMs }: LocalSecretsOptions): SecretVersions {
  const find = async (secretId: string): Promise<StoredSecret> => {
    const stored = secretNameProblem(secretId) === undefined ? await readSecret(directory, secretId) : undefined;
    if (stored !== undefined) return stored;
    throw new OperationError('SecretUnknown', `there is no secret ${secretId} in ${directory}; check the name`);
  };
  const change = async (secretId: string, versionsAfter: (stored: StoredSecret) => StoredSecret['versions']) => {
    await withSecretsLock(directory, async () => {
      const stored = await find(secretId);
      const after = { ...stored, versions: versionsAfter(stored) };
      if (after.versions !== stored.versions) await writeSecret(directory, after);
      // Also where nothing changed: a process may have been killed between the two files.
      await writePointerProperties(directory, after, caPath);
    });
  };
  return {
    async describe(secretId) {
      return descriptionOf(await find(secretId));
    },

    async list(tagKey) {
      const names = await listSecretNames(directory);
      const found = await Promise.all(names.map(async name => await readSecret(directory, name)));
      return found
        .filter(stored => stored !== undefined)
        .filter(({ tags }) => Object.hasOwn(tags, tagKey))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(descriptionOf);
    },

    async read(secretId, which) {
      const { versions } = await find(secretId);
      const version = versions.find(({ versionId, labels }) =>
        'label' in which ? labels.includes(which.label) : versionId === which.versionId,
      );
      return version === undefined ? undefined : { ...version, value: new Secret(version.value) };
    },

    async put(secretId, { versionId, value, labels }) {
      await change(secretId, ({ versions }) => {
        const there = versions.find(version => version.versionId === versionId);
        if (there?.value === value.reveal()) return versions;
        if (there !== undefined) throw secretVersionTaken(secretId, versionId);
        const created = { versionId, labels: [], createdAt: new Date(nowMs()).toISOString(), value: value.reveal() };
        let after: StoredSecret['versions'] = [...versions, created];
        for (const label of labels) after = placeLabel(after, label, versionId);
        return withoutOldest(after);
      });
    },

    async moveLabel(secretId, move) {
      await change(secretId, ({ versions }) => {
        const judgement = judgeMove(versions, move);
        if (judgement === 'done') return versions;
        const isThere = move.to === undefined || versions.some(({ versionId }) => versionId === move.to);
        if (judgement === 'contended' || !isThere) throw secretContended(secretId, move);
        if (move.label === 'AWSCURRENT' && move.to === undefined) {
          throw new OperationError('InputInvalid', `AWSCURRENT of secret ${secretId} has to be on a version; name one`);
        }
        return placeLabel(versions, move.label, move.to);
      });
    },

    randomPassword: () => Promise.resolve(localPassword()),
  };
}

/** Makes a secret, with its first version where there is a value, unless it is there already: then nothing is changed. */
export async function createLocalSecret(
  { directory, caPath, nowMs }: LocalSecretsOptions,
  { name, tags, value }: { readonly name: string; readonly tags: StoredSecret['tags']; readonly value?: Secret },
): Promise<'created' | 'exists'> {
  const problem = secretNameProblem(name);
  if (problem !== undefined) throw new OperationError('InputInvalid', problem);
  return await withSecretsLock(directory, async () => {
    const there = await readSecret(directory, name);
    const createdAt = new Date(nowMs()).toISOString();
    const first = { versionId: randomUUID(), labels: ['AWSCURRENT'], createdAt };
    const versions = value === undefined ? [] : [{ ...first, value: value.reveal() }];
    const stored = there ?? { name, tags, versions };
    if (there === undefined) await writeSecret(directory, stored);
    await writePointerProperties(directory, stored, caPath);
    return there === undefined ? 'created' : 'exists';
  });
}

function localPassword(): Secret {
  const characters = Array.from(
    { length: newPassword.characters },
    () => passwordAlphabet[randomInt(passwordAlphabet.length)],
  );
  return new Secret(characters.join(''));
}

function withoutOldest(versions: StoredSecret['versions']): StoredSecret['versions'] {
  const kept = new Set(versions.filter(({ labels }) => labels.length === 0).slice(-keptVersions));
  return versions.filter(version => version.labels.length > 0 || kept.has(version));
}

function descriptionOf({ name, tags, versions }: StoredSecret): SecretDescription {
  const labelled = versions.filter(({ labels }) => labels.length > 0);
  return {
    id: name,
    name,
    tags,
    versions: labelled.map(({ versionId, labels }) => ({ versionId, labels })),
    isRotationEnabled: false,
  };
}
