import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleProgram } from './bundle-program.ts';
import type { Arena, Contestant } from './contestant.ts';
import { readJsonLine } from './read-json-line.ts';

export interface NodeClient {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

/** A client in TypeScript as a contestant: bundled, run by the Node that runs the bench. */
export async function prepareNodeClient(client: NodeClient, arena: Arena): Promise<Contestant> {
  const file = client.source.replace(/^.*bench\//, '').replaceAll(/[/.]/g, '-');
  const bundle = await bundleProgram(client.source, file, arena.cacheDirectory);
  return {
    kind: 'ready',
    name: client.name,
    version: client.version,
    command: { file: process.execPath, args: [bundle, arena.bootstrapServers], timeoutMs: 300_000 },
    roundsAtMost: Infinity,
    readTotals: readJsonLine,
  };
}

/** The version in the package.json that Node finds for a package from here. */
export function packageVersion(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const root = entry.slice(0, entry.lastIndexOf(`node_modules/${name}`)) + `node_modules/${name}`;
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}
