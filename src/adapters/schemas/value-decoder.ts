import { inflateSync } from 'node:zlib';
import { OperationError } from '../../domain/errors.ts';
import type { Decoded } from '../../domain/records/show-bytes.ts';
import {
  formatOf,
  type SchemaReference,
  schemaReferenceOf,
  withoutReference,
} from '../../domain/records/value-format.ts';
import type { ValueDecoder } from '../../ports/value-decoder.ts';
import { parseAvroSchema } from './parse-schema.ts';
import { type AvroSchema, readAvro } from './read-avro.ts';
import type { SchemaRegistry } from './schema-registry.ts';

const mostInflatedBytes = 16 * 1024 * 1024;

/** Where schemas come from. The one given is of values, and goes before what a registry has. */
export interface SchemaSources {
  readonly registry?: SchemaRegistry;
  readonly valueSchema?: AvroSchema;
}

export function openValueDecoder({ registry, valueSchema }: SchemaSources): ValueDecoder {
  return {
    async decode(part, bytes) {
      const reference = schemaReferenceOf(bytes);
      try {
        if (part === 'value' && valueSchema !== undefined) return byGivenSchema(valueSchema, bytes, reference);
        return reference === undefined ? undefined : await byReference(bytes, reference, registry);
      } catch (error) {
        if (error instanceof OperationError) return { kind: 'undecoded', reason: error.message };
        throw error;
      }
    },
  };
}

/** Bytes without a reference may be bare Avro; text is left alone. */
function byGivenSchema(
  schema: AvroSchema,
  bytes: Uint8Array,
  reference: SchemaReference | undefined,
): Decoded | undefined {
  if (reference === undefined && formatOf(bytes) !== 'binary') return undefined;
  return decoded(readAvro(schema, reference === undefined ? bytes : contentOf(bytes, reference)));
}

async function byReference(
  bytes: Uint8Array,
  reference: SchemaReference,
  registry: SchemaRegistry | undefined,
): Promise<Decoded> {
  if (reference.kind === 'glue') {
    return undecoded(`schema version ${reference.schemaVersionId} is in AWS Glue; give it with --avro-schema`);
  }
  if (registry === undefined) return undecoded('say where its schema is with --schema-registry or --avro-schema');
  const schema = await registry.schemaOf(reference.schemaId);
  const content = contentOf(bytes, reference);
  if (schema.kind === 'AVRO') {
    return decoded(readAvro(parseAvroSchema(schema.text, `schema ${reference.schemaId}`), content));
  }
  if (schema.kind === 'JSON') return { kind: 'decoded', from: 'json', text: Buffer.from(content).toString('utf8') };
  return undecoded(`schema ${reference.schemaId} is of protobuf, which this program does not decode`);
}

function contentOf(bytes: Uint8Array, reference: SchemaReference): Uint8Array {
  const content = withoutReference(bytes, reference);
  if (reference.kind !== 'glue' || !reference.isCompressed) return content;
  try {
    return inflateSync(content, { maxOutputLength: mostInflatedBytes });
  } catch (cause) {
    throw new OperationError('ProtocolViolated', `its compression cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

const decoded = (value: unknown): Decoded => ({ kind: 'decoded', from: 'avro', text: JSON.stringify(value) });
const undecoded = (reason: string): Decoded => ({ kind: 'undecoded', reason });
