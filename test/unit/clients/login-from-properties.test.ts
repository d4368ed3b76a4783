import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromPropertiesFile } from '../../../clients/login-from-properties.ts';
import { javaClientProperties } from '../../../src/domain/local/client-properties.ts';
import { renderProperties } from '../../../src/domain/local/node-properties.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clients-'));
});
afterAll(() => rm(directory, { recursive: true }));

const read = async (text: string) => {
  const path = join(directory, 'client.properties');
  await writeFile(path, text);
  return await fromPropertiesFile(path)({ isFresh: false });
};

it('reads every login that this product writes', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      fc.constantFrom('SCRAM-SHA-256', 'SCRAM-SHA-512'),
      async (username, password, mechanism) => {
        const profile = { bootstrapServers: 'host:9096', security: 'scram', username, password, mechanism } as const;
        expect(await read(renderProperties(javaClientProperties(profile)))).toEqual({ username, password, mechanism });
      },
    ),
  );
});

it('reads what people write by hand: comments, continued lines, other signs, escapes of Java', async () => {
  const module = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  const text = `# password="no"
! username="no"
sasl.mechanism : SCRAM-SHA-256
sasl.jaas.config = ${module} \\
    password="a \\"b\\" \\u00e9 = c"   \\
    username = "orders";
`.replaceAll('\\"', '\\\\"');
  expect(await read(text)).toEqual({ username: 'orders', password: 'a "b" é = c', mechanism: 'SCRAM-SHA-256' });
});

it.each([
  ['without a mechanism', 'sasl.jaas.config=x username="orders" password="my-password";', 'sasl.mechanism of'],
  ['without a login', 'sasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=my-password', 'sasl.jaas.config of'],
])('refuses a file %s, and repeats nothing of it', async (_, text, what) => {
  const refusal = await read(text).catch((error: unknown) => String(error));
  expect(refusal).toContain(what);
  expect(refusal).not.toContain('my-password');
});

it('fails where there is no file', async () => {
  await expect(fromPropertiesFile(join(directory, 'missing'))({ isFresh: false })).rejects.toThrow('ENOENT');
});
