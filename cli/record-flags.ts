import type { Command } from 'commander';
import type { ValueDecoder } from '../src/ports/value-decoder.ts';
import type { Shell } from './shell.ts';

/** Whether what is in the skipped records is shown, and what decodes it. */
export interface RecordFlags {
  readonly showRecord?: boolean;
  readonly schemaRegistry?: string;
  readonly avroSchema?: string;
}

export function addRecordFlags(command: Command): Command {
  return command
    .optionsGroup('The records to be skipped, where they are five at most:')
    .option('--show-record', 'show what is in them: here only, never in what is stored of a plan or run')
    .option('--schema-registry <url>', "decode them by this registry of Confluent's kind")
    .option('--avro-schema <file>', 'decode their values by this Avro schema')
    .optionsGroup('Options:');
}

/** What decodes the records to be shown. */
export async function toValueDecoder(
  { schemaRegistry, avroSchema }: RecordFlags,
  { env }: Pick<Shell, 'env'>,
  readFile: (name: string) => Promise<string>,
): Promise<ValueDecoder> {
  const { openValueDecoder } = await import('../src/adapters/schemas/value-decoder.ts');
  return openValueDecoder({
    ...(schemaRegistry === undefined ? {} : { registry: await openRegistry(schemaRegistry, env) }),
    ...(avroSchema === undefined ? {} : { valueSchema: await readSchema(avroSchema, readFile) }),
  });
}

/** What other tools for such registries read it from; argv can be seen by everybody on the machine. */
const loginVariable = 'SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO';

async function openRegistry(address: string, env: Shell['env']) {
  const [{ openSchemaRegistry }, { Secret }] = await Promise.all([
    import('../src/adapters/schemas/schema-registry.ts'),
    import('../src/domain/secret.ts'),
  ]);
  const login = env[loginVariable];
  return openSchemaRegistry(address, login === undefined || login === '' ? undefined : new Secret(login));
}

async function readSchema(file: string, readFile: (name: string) => Promise<string>) {
  const { parseAvroSchema } = await import('../src/adapters/schemas/parse-schema.ts');
  return parseAvroSchema(await readFile(file), file);
}
