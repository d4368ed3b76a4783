import path from 'node:path';
import type { Arena, Contestant } from '../contestant.ts';
import { packageVersion, prepareNodeClient } from '../node-client.ts';

export function preparePlatformatic(arena: Arena): Promise<Contestant> {
  const name = '@platformatic/kafka';
  const source = path.join(import.meta.dirname, 'batched.ts');
  return prepareNodeClient({ name: `${name}, 100 groups a call`, version: packageVersion(name), source }, arena);
}
