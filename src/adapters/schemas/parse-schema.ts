import { createRequire } from 'node:module';
import type { Schema } from 'avsc';
import { OperationError } from '../../domain/errors.ts';
import type { AvroSchema } from './read-avro.ts';

// CommonJS that is loaded when the first schema is read, since hardly any command reads one.
const avro = (): typeof import('avsc') => createRequire(import.meta.url)('avsc') as typeof import('avsc');

/** An Avro schema from its JSON; `from` names where it was found. */
export function parseAvroSchema(json: string, from: string): AvroSchema {
  try {
    return avro().Type.forSchema(JSON.parse(json) as Schema) as unknown as AvroSchema;
  } catch (cause) {
    const reason = (cause as Error).message.replaceAll(/\s+/g, ' ').slice(0, 200);
    throw new OperationError('InputInvalid', `${from} is no Avro schema: ${reason}`, { cause });
  }
}
