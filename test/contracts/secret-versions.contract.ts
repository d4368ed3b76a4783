import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { OperationError } from '../../src/domain/errors.ts';
import type { KnownLabel } from '../../src/domain/scram/secret-labels.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { SecretVersions } from '../../src/ports/secret-versions.ts';

/** A place to keep secrets, with a way to make one: its first version is AWSCURRENT. */
export interface SecretPlace {
  readonly secrets: SecretVersions;
  readonly create: (secret: NewSecret) => Promise<void>;
}

export interface NewSecret {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly value: Secret;
}

/** What every SecretVersions does. `makePlace` gives an empty one each time. */
export function defineSecretVersionsContract(name: string, makePlace: () => SecretPlace | Promise<SecretPlace>): void {
  const setUp = async (tags: NewSecret['tags'] = {}) => {
    const { secrets, create } = await makePlace();
    const secretName = `shop/${randomUUID()}`;
    await create({ name: secretName, tags, value: new Secret('first') });
    const { id, versions } = await secrets.describe(secretName);
    const put = async (value: string, labels: readonly KnownLabel[], versionId: string = randomUUID()) => {
      await secrets.put(id, { versionId, value: new Secret(value), labels });
      return versionId;
    };
    const labels = async () => {
      const described = (await secrets.describe(id)).versions;
      return Object.fromEntries(described.map(version => [version.versionId, version.labels.toSorted()]));
    };
    const valueOf = async (which: Parameters<SecretVersions['read']>[1]) =>
      (await secrets.read(id, which))?.value.reveal();
    return { secrets, create, id, secretName, first: versions[0]?.versionId ?? '', put, labels, valueOf };
  };

  describe(`${name} as a place of secrets with versions`, () => {
    it('describes a secret by name and by id', async () => {
      const { secrets, id, secretName, first } = await setUp({ team: 'shop', 'kafka-steward:user': 'a=3Db' });
      const described = await secrets.describe(secretName);
      expect(described).toMatchObject({
        name: secretName,
        tags: { team: 'shop', 'kafka-steward:user': 'a=3Db' },
        versions: [{ versionId: first, labels: ['AWSCURRENT'] }],
        isRotationEnabled: false,
      });
      expect(await secrets.describe(id)).toEqual(described);
    });

    it('reads a version by label and by id', async () => {
      const { secrets, id, first } = await setUp();
      const byLabel = await secrets.read(id, { label: 'AWSCURRENT' });
      expect(byLabel).toMatchObject({ versionId: first, labels: ['AWSCURRENT'] });
      expect(byLabel?.value.reveal()).toBe('first');
      expect(Number.isNaN(Date.parse(byLabel?.createdAt ?? ''))).toBe(false);
      expect((await secrets.read(id, { versionId: first }))?.value.reveal()).toBe('first');
    });

    it('has nothing where no version has the label or the id', async () => {
      const { valueOf } = await setUp();
      expect(await valueOf({ label: 'AWSPENDING' })).toBeUndefined();
      expect(await valueOf({ versionId: randomUUID() })).toBeUndefined();
    });

    it('fails by name where there is no such secret', async () => {
      const { secrets } = await setUp();
      const version = { versionId: randomUUID(), value: new Secret('x'), labels: ['AWSPENDING'] } as const;
      for (const call of [
        () => secrets.describe('no/such'),
        () => secrets.read('no/such', { label: 'AWSCURRENT' }),
        () => secrets.put('no/such', version),
        () => secrets.moveLabel('no/such', { label: 'AWSPENDING', from: randomUUID() }),
      ]) {
        await expect(call()).rejects.toMatchObject({
          name: 'SecretUnknown',
          message: expect.stringContaining('no/such') as unknown,
        });
      }
    });

    it('lists the secrets that have a tag of that very key', async () => {
      const { secrets, create, secretName } = await setUp({ 'kafka-steward:user': 'orders' });
      await create({ name: `other/${randomUUID()}`, tags: { 'kafka-steward:username': 'x' }, value: new Secret('y') });
      const found = await secrets.list('kafka-steward:user');
      expect(found).toEqual([await secrets.describe(secretName)]);
      expect(await secrets.list('no-such-tag')).toEqual([]);
    });

    it('stores a pending version beside the current one', async () => {
      const { put, labels, valueOf, first } = await setUp();
      const second = await put('second', ['AWSPENDING']);
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] });
      expect([await valueOf({ label: 'AWSCURRENT' }), await valueOf({ label: 'AWSPENDING' })]).toEqual([
        'first',
        'second',
      ]);
    });

    it('keeps any text as it is', async () => {
      const { put, valueOf } = await setUp();
      const text = '{"password":"\\"ä=,;\\\\ 😀\\n","n":1}';
      await put(text, ['AWSPENDING']);
      expect(await valueOf({ label: 'AWSPENDING' })).toBe(text);
    });

    it('lets a label sit on one version only', async () => {
      const { put, labels, valueOf, first } = await setUp();
      const second = await put('second', ['AWSPENDING']);
      const third = await put('third', ['AWSPENDING']);
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'], [third]: ['AWSPENDING'] });
      expect(await valueOf({ versionId: second })).toBe('second');
    });

    it('changes nothing, labels included, where the same version is put again', async () => {
      const { put, labels, first, secrets, id } = await setUp();
      const second = await put('second', ['AWSPENDING']);
      await secrets.moveLabel(id, { label: 'AWSPENDING', from: second });
      await put('second', ['AWSPENDING'], second);
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'] });
    });

    it('refuses another value for the same version, and repeats neither', async () => {
      const { put, valueOf } = await setUp();
      const second = await put('hunter2', ['AWSPENDING']);
      const error: unknown = await put('hunter3', ['AWSPENDING'], second).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'SecretVersionTaken' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter\d/);
      expect(await valueOf({ versionId: second })).toBe('hunter2');
    });

    it('lets AWSPREVIOUS come to the version that AWSCURRENT leaves', async () => {
      const { put, labels, secrets, id, first } = await setUp();
      const second = await put('second', ['AWSPENDING']);
      await secrets.moveLabel(id, { label: 'AWSCURRENT', to: second, from: first });
      expect(await labels()).toEqual({ [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT', 'AWSPENDING'] });
      const third = await put('third', ['AWSCURRENT']);
      expect(await labels()).toEqual({ [second]: ['AWSPENDING', 'AWSPREVIOUS'], [third]: ['AWSCURRENT'] });
    });

    it('lets a move be taken back', async () => {
      const { put, labels, secrets, id, first } = await setUp();
      const second = await put('second', []);
      await secrets.moveLabel(id, { label: 'AWSCURRENT', to: second, from: first });
      await secrets.moveLabel(id, { label: 'AWSCURRENT', to: first, from: second });
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] });
    });

    it('moves, adds and removes a label once, however often it is asked', async () => {
      const { put, labels, secrets, id, first } = await setUp();
      const second = await put('second', ['AWSPENDING']);
      const twice = async (move: Parameters<SecretVersions['moveLabel']>[1]) => {
        await secrets.moveLabel(id, move);
        await secrets.moveLabel(id, move);
      };
      await twice({ label: 'AWSCURRENT', to: second, from: first });
      await twice({ label: 'AWSPENDING', from: second });
      expect(await labels()).toEqual({ [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] });
      await twice({ label: 'AWSPENDING', to: first });
      expect(await labels()).toEqual({ [first]: ['AWSPENDING', 'AWSPREVIOUS'], [second]: ['AWSCURRENT'] });
    });

    it('refuses a move from where the label is no longer', async () => {
      const { put, labels, secrets, id, first } = await setUp();
      const second = await put('second', ['AWSCURRENT']);
      const third = await put('third', ['AWSPENDING']);
      const before = await labels();
      for (const move of [
        { label: 'AWSCURRENT', to: third, from: first },
        { label: 'AWSCURRENT', to: third },
        { label: 'AWSPENDING', to: second, from: first },
        { label: 'AWSPENDING', from: first },
      ] as const) {
        await expect(secrets.moveLabel(id, move)).rejects.toMatchObject({ name: 'SecretContended' });
      }
      expect(await labels()).toEqual(before);
    });

    it('refuses to move a label to a version that is not there, and to leave a secret without AWSCURRENT', async () => {
      const { labels, secrets, id, first } = await setUp();
      const gone = secrets.moveLabel(id, { label: 'AWSCURRENT', to: randomUUID(), from: first });
      await expect(gone).rejects.toMatchObject({ name: 'SecretContended' });
      const off = secrets.moveLabel(id, { label: 'AWSCURRENT', from: first });
      await expect(off).rejects.toBeInstanceOf(OperationError);
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'] });
    });

    it('keeps the changes of many at once apart', async () => {
      const { put, labels, valueOf, first } = await setUp();
      const values = Array.from({ length: 6 }, (_, i) => `value ${i}`);
      const versionIds = await Promise.all(values.map(async value => await put(value, ['AWSPENDING'])));
      const pending = await valueOf({ label: 'AWSPENDING' });
      const winner = versionIds[values.indexOf(pending ?? '')] ?? '';
      expect(await labels()).toEqual({ [first]: ['AWSCURRENT'], [winner]: ['AWSPENDING'] });
      expect(await Promise.all(versionIds.map(async versionId => await valueOf({ versionId })))).toEqual(values);
    });

    it('makes passwords that need no care: 32 characters, each time others', async () => {
      const { secrets } = await makePlace();
      const made = await Promise.all(Array.from({ length: 8 }, async () => (await secrets.randomPassword()).reveal()));
      for (const password of made) expect(password).toMatch(/^(?!.*["\\])[!-~]{32}$/);
      expect(new Set(made).size).toBe(made.length);
    });
  });
}
