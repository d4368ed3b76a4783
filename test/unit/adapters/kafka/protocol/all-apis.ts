import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../../../../src/adapters/kafka/protocol/api.ts';

export type AnyApi = Api<unknown, unknown>;

const folder = join(import.meta.dirname, '../../../../../src/adapters/kafka/protocol/generated');

/** Every generated API: a new one is tested by being there. */
export const allApis: readonly AnyApi[] = (
  await Promise.all(
    readdirSync(folder)
      .filter(file => file !== 'error-codes.ts')
      .map(async file => Object.values((await import(join(folder, file))) as Record<string, AnyApi>)),
  )
).flat();

export const versionsOf = (api: AnyApi): readonly number[] =>
  Array.from({ length: api.maxVersion - api.minVersion + 1 }, (_, index) => api.minVersion + index);
