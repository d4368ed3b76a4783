import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from '../../src/adapters/kafka/protocol/api.ts';

const generated = path.join(import.meta.dirname, '..', '..', 'src', 'adapters', 'kafka', 'protocol', 'generated');

/** The requests this program can speak, with their versions. */
export async function renderProtocol(): Promise<string> {
  const files = (await readdir(generated)).filter(file => file !== 'error-codes.ts').sort();
  const modules = await Promise.all(
    files.map(
      async file => (await import(path.join(generated, file))) as Readonly<Record<string, Api<unknown, unknown>>>,
    ),
  );
  const rows = modules
    .flatMap(module => Object.values(module))
    .sort((a, b) => a.key - b.key)
    .map(({ name, key, minVersion, maxVersion }) => `| ${key} | ${name} | ${minVersion} to ${maxVersion} |`);
  return `# Requests of Kafka's protocol

Generated from Kafka's own message definitions (\`npm run generate:protocol\`); this page by \`npm run docs\`. The version used is the
highest one that the broker offers too.

| key | request | versions |
| --- | --- | --- |
${rows.join('\n')}
`;
}
