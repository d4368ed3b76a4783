import path from 'node:path';
import type { Arena, Contestant } from '../contestant.ts';
import { packageVersion, prepareNodeClient } from '../node-client.ts';

export function prepareKafkajs(way: 'parallel' | 'sequential', arena: Arena): Promise<Contestant> {
  const source = path.join(import.meta.dirname, `${way}.ts`);
  return prepareNodeClient({ name: `kafkajs, ${way}`, version: packageVersion('kafkajs'), source }, arena);
}
