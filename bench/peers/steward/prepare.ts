import path from 'node:path';
import type { Arena, Contestant } from '../contestant.ts';
import { prepareNodeClient } from '../node-client.ts';

export const stewardReaderName = 'kafka-steward reader';

export function prepareStewardReader(arena: Arena): Promise<Contestant> {
  const source = path.join(import.meta.dirname, 'reader.ts');
  return prepareNodeClient({ name: stewardReaderName, version: 'here', source }, arena);
}
