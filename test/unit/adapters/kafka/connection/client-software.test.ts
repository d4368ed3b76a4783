import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientSoftware } from '../../../../../src/adapters/kafka/connection/client-software.ts';

test('brokers are told the name and version of this package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../../../../package.json', import.meta.url), 'utf8')) as unknown;
  expect(manifest).toMatchObject({
    name: clientSoftware.clientSoftwareName,
    version: clientSoftware.clientSoftwareVersion,
  });
});
