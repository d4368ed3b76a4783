import { OperationError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';

/** A schema as a registry keeps it. */
export interface RegisteredSchema {
  readonly kind: 'AVRO' | 'JSON' | 'PROTOBUF';
  readonly text: string;
}

export interface SchemaRegistry {
  /** Rejects with what to do about it. */
  schemaOf(schemaId: number): Promise<RegisteredSchema>;
}

const withinMs = 5_000;
const mostBytes = 4 * 1024 * 1024;
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A registry that speaks Confluent's API. Each schema is asked for once. `login`: user:password. */
export function openSchemaRegistry(address: string, login?: Secret): SchemaRegistry {
  const base = checkAddress(address, login !== undefined);
  const known = new Map<number, Promise<RegisteredSchema>>();
  return {
    schemaOf(schemaId) {
      const asked = known.get(schemaId) ?? askFor(schemaId, base, login);
      known.set(schemaId, asked);
      return asked;
    },
  };
}

function checkAddress(address: string, hasLogin: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    // Not shown: what is no URL may hold a password all the same.
    throw new OperationError(
      'InputInvalid',
      'the schema registry given is no URL; write https://registry.example:8081',
    );
  }
  if (url.username !== '' || url.password !== '') {
    const message = `the URL of the schema registry ${url.host} holds a login; take it out and set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO to user:password`;
    throw new OperationError('InputInvalid', message);
  }
  if (hasLogin && url.protocol === 'http:' && !loopback.has(url.hostname)) {
    const message = `the schema registry ${url.host} would get the password in the clear; give its https:// address`;
    throw new OperationError('InputInvalid', message);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function askFor(schemaId: number, base: URL, login: Secret | undefined): Promise<RegisteredSchema> {
  const what = `schema ${schemaId} of registry ${base.host}`;
  const authorization =
    login === undefined ? {} : { authorization: `Basic ${Buffer.from(login.reveal()).toString('base64')}` };
  const headers = { accept: 'application/vnd.schemaregistry.v1+json, application/json', ...authorization };
  let text: string;
  let status: number;
  try {
    // Redirects could lead the login elsewhere.
    const answer = await fetch(new URL(`schemas/ids/${schemaId}`, base), {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    status = answer.status;
    text = await bodyOf(answer);
  } catch (cause) {
    const { message, cause: inner } = cause as Error;
    const reason = inner instanceof Error ? inner.message : message;
    throw unreadable(`${what} cannot be read: ${reason.replaceAll(/\s+/g, ' ')}`, cause);
  }
  if (status === 401 || status === 403) {
    throw unreadable(`${what} is refused to this login; set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO to user:password`);
  }
  if (status !== 200) throw unreadable(`${what} cannot be read: the registry answers ${status}`);
  return parse(text, what);
}

async function bodyOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`it is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string, what: string): RegisteredSchema {
  const told = parsedObject(text);
  const { schema, schemaType = 'AVRO', references = [] } = told;
  if (typeof schema !== 'string') throw unreadable(`${what} cannot be read: the answer has no schema`);
  if (schemaType !== 'AVRO' && schemaType !== 'JSON' && schemaType !== 'PROTOBUF') {
    throw unreadable(`${what} is of a type that this program does not know`);
  }
  if (Array.isArray(references) && references.length > 0) {
    throw unreadable(`${what} refers to other schemas; give the whole of it with --avro-schema`);
  }
  return { kind: schemaType, text: schema };
}

function parsedObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function unreadable(message: string, cause?: unknown): OperationError {
  return new OperationError('InputInvalid', message, { cause });
}
