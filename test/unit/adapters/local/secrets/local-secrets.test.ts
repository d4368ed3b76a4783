import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createLocalSecret, localSecrets } from '../../../../../src/adapters/local/secrets/local-secrets.ts';
import { propertiesPathOf } from '../../../../../src/adapters/local/secrets/pointer-properties.ts';
import { pointerValueOf } from '../../../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { defineSecretVersionsContract } from '../../../../contracts/secret-versions.contract.ts';
import { scratchDirectory } from '../scratch-directory.ts';
import type { PutOrder } from './put-versions.ts';

const nowMs = () => Date.parse('2026-11-22T10:00:00Z');
const openPlace = (directory: string, caPath?: string) => {
  const options = { directory, caPath, nowMs };
  return {
    secrets: localSecrets(options),
    create: async (secret: Parameters<typeof createLocalSecret>[1]) => {
      await createLocalSecret(options, secret);
    },
  };
};
const makePlace = async () => openPlace(join(await scratchDirectory(), 'secrets'));
const pointerOf = (username: string, password: string) =>
  pointerValueOf({ username, password: new Secret(password), mechanism: 'SCRAM-SHA-512', bootstrapServers: 'b:9096' });

defineSecretVersionsContract('a directory of this machine', makePlace);

describe('secrets in a directory', () => {
  const setUp = async () => {
    const directory = join(await scratchDirectory(), 'secrets');
    const { secrets, create } = openPlace(directory, '/etc/ca.pem');
    await create({ name: 'shop/orders', tags: {}, value: pointerOf('orders-a', 'o"ld') });
    const properties = async () => await readFile(propertiesPathOf(directory, 'shop/orders'), 'utf8');
    return { directory, secrets, create, properties };
  };

  test('can be read by their owner only', async () => {
    const { directory } = await setUp();
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const files = await readdir(directory);
    expect(files.toSorted()).toEqual(['shop%2Forders.json', 'shop%2Forders.properties']);
    for (const file of files) expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
  });

  test('keep what is current as client.properties', async () => {
    const { secrets, properties } = await setUp();
    expect(await properties()).toContain('username="orders-a" password="o\\\\"ld"');
    expect(await properties()).toContain('ssl.truststore.location=/etc/ca.pem');
    const versionId = randomUUID();
    await secrets.put('shop/orders', { versionId, value: pointerOf('orders-b', 'new'), labels: ['AWSPENDING'] });
    expect(await properties()).toContain('orders-a');
    const from = (await secrets.read('shop/orders', { label: 'AWSCURRENT' }))?.versionId;
    await secrets.moveLabel('shop/orders', { label: 'AWSCURRENT', to: versionId, from });
    expect(await properties()).toContain('username="orders-b" password="new"');
  });

  test('write client.properties again where a process was killed before it could', async () => {
    const { directory, secrets, properties } = await setUp();
    const versionId = randomUUID();
    const version = { versionId, value: pointerOf('orders-b', 'new'), labels: ['AWSCURRENT'] } as const;
    const before = await properties();
    await secrets.put('shop/orders', version);
    await writeFile(propertiesPathOf(directory, 'shop/orders'), before);
    await secrets.put('shop/orders', version);
    expect(await properties()).toContain('orders-b');
  });

  test('leave no half-written file behind where a process was killed while it wrote', async () => {
    const { directory, secrets } = await setUp();
    for (const file of ['shop%2Forders.json', 'shop%2Forders.properties', 'a.json']) {
      await writeFile(join(directory, `${file}.${randomUUID()}`), 'hunter2');
    }
    await secrets.put('shop/orders', { versionId: randomUUID(), value: new Secret('x'), labels: [] });
    expect((await readdir(directory)).toSorted()).toEqual(['shop%2Forders.json', 'shop%2Forders.properties']);
  });

  test('have no client.properties for what is no pointer', async () => {
    const { directory, create } = await setUp();
    await create({ name: 'other', tags: {}, value: new Secret('{"username":"a","password":"b"}') });
    expect(await readdir(directory)).toContain('other.json');
    expect(await readdir(directory)).not.toContain('other.properties');
  });

  test('are made once', async () => {
    const { directory, secrets } = await setUp();
    const again = { name: 'shop/orders', tags: { team: 'x' }, value: pointerOf('orders-a', 'other') };
    expect(await createLocalSecret({ directory, nowMs }, again)).toBe('exists');
    expect((await secrets.describe('shop/orders')).tags).toEqual({});
  });

  test('refuse names that AWS refuses', async () => {
    const { create, secrets } = await setUp();
    const made = create({ name: 'a b', tags: {}, value: new Secret('x') });
    await expect(made).rejects.toMatchObject({ name: 'InputInvalid' });
    await expect(secrets.describe('../x\ud800')).rejects.toMatchObject({ name: 'SecretUnknown' });
  });

  test.each(['{"name":"hunter2', '"hunter2"', 'null', ''])(
    'fail without repeating a file that is damaged: %j',
    async text => {
      const { directory, secrets } = await setUp();
      await writeFile(join(directory, 'shop%2Forders.json'), text);
      const error: unknown = await secrets.describe('shop/orders').catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'SecretUnreadable' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
    },
  );

  test('forget versions without a label, the oldest first', async () => {
    const { secrets } = await setUp();
    const versionIds = Array.from({ length: 12 }, () => randomUUID());
    for (const versionId of versionIds) {
      await secrets.put('shop/orders', { versionId, value: new Secret(versionId), labels: [] });
    }
    const there = await Promise.all(
      versionIds.map(async versionId => await secrets.read('shop/orders', { versionId })),
    );
    expect(there.map(version => version !== undefined)).toEqual(versionIds.map((_, i) => i >= 4));
    expect(await secrets.read('shop/orders', { label: 'AWSCURRENT' })).toBeDefined();
  });

  test('take every change of two processes at once', async () => {
    const { directory, secrets } = await setUp();
    const tokens = ['1', '2'].map(process => Array.from({ length: 4 }, () => `${process}-${randomUUID()}`));
    const ended = tokens.map(async mine => {
      const order: PutOrder = { directory, name: 'shop/orders', versionIds: mine };
      const child = spawn(process.execPath, [join(import.meta.dirname, 'put-versions.ts'), JSON.stringify(order)]);
      const [exitCode] = (await once(child, 'exit')) as [number];
      return exitCode;
    });
    expect(await Promise.all(ended)).toEqual([0, 0]);
    const all = tokens
      .flat()
      .map(async versionId => (await secrets.read('shop/orders', { versionId }))?.value.reveal());
    expect(await Promise.all(all)).toEqual(tokens.flat());
  });
});
