import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import avro from 'avsc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAvroSchema } from '../../../../src/adapters/schemas/parse-schema.ts';
import { openSchemaRegistry } from '../../../../src/adapters/schemas/schema-registry.ts';
import { openValueDecoder } from '../../../../src/adapters/schemas/value-decoder.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const schema = '{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}';
const content = avro.Type.forSchema(JSON.parse(schema) as avro.Schema).toBuffer({ id: 7 });
const confluent = (schemaId: number): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 0, schemaId]), content]);

let server: Server;
let asked: IncomingMessage[];
let answers: Record<
  string,
  { readonly status?: number; readonly body: string; readonly headers?: Record<string, string> }
>;

beforeEach(async () => {
  asked = [];
  answers = { '/base/schemas/ids/7': { body: JSON.stringify({ schema }) } };
  server = createServer((request, response) => {
    asked.push(request);
    const { status = 200, body, headers = {} } = answers[request.url ?? ''] ?? { status: 404, body: '{}' };
    response.writeHead(status, headers).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const addressOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
const decoderOf = (login?: Secret) => openValueDecoder({ registry: openSchemaRegistry(addressOf(), login) });

describe('a value with a schema id', () => {
  it('is decoded by the registry, which is asked once and gets the login', async () => {
    const decoder = decoderOf(new Secret('ada:pass word'));
    expect(await decoder.decode('value', confluent(7))).toEqual({ kind: 'decoded', from: 'avro', text: '{"id":7}' });
    expect(await decoder.decode('key', confluent(7))).toEqual({ kind: 'decoded', from: 'avro', text: '{"id":7}' });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from('ada:pass word').toString('base64')}`,
    ]);
  });

  it.each([
    [404, {}, 'cannot be read: the registry answers 404'],
    [401, {}, 'is refused to this login; set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO'],
    [302, { location: 'https://elsewhere.example/' }, 'cannot be read: unexpected redirect'],
  ])('stays undecoded with a reason where the registry answers %i', async (status, headers, reason) => {
    answers['/base/schemas/ids/7'] = { status, body: '{}', headers };
    const decoded = await decoderOf().decode('value', confluent(7));
    expect(decoded).toMatchObject({ kind: 'undecoded', reason: expect.stringContaining(reason) as string });
  });

  it.each([
    ['no JSON', '<html>', 'the answer has no schema'],
    ['a schema that is none', JSON.stringify({ schema: '{' }), 'schema 7 is no Avro schema'],
    ['another schema', JSON.stringify({ schema: '"string"' }), 'an Avro value cannot be read'],
    ['references', JSON.stringify({ schema, references: [{}] }), 'refers to other schemas; give the whole of it'],
    ['protobuf', JSON.stringify({ schema: 'x', schemaType: 'PROTOBUF' }), 'is of protobuf'],
    ['something endless', 'x'.repeat(5_000_000), 'larger than 4194304 bytes'],
  ])('stays undecoded with a reason where the registry has %s', async (_, body, reason) => {
    answers['/base/schemas/ids/7'] = { body };
    const decoded = await decoderOf().decode('value', confluent(7));
    expect(decoded).toMatchObject({ kind: 'undecoded', reason: expect.stringContaining(reason) as string });
  });

  it('stays undecoded where nobody answers, and without a registry', async () => {
    const nobody = openValueDecoder({ registry: openSchemaRegistry('http://127.0.0.1:1') });
    expect(await nobody.decode('value', confluent(7))).toMatchObject({ kind: 'undecoded' });
    expect(await openValueDecoder({}).decode('value', confluent(7))).toMatchObject({
      reason: 'say where its schema is with --schema-registry or --avro-schema',
    });
  });
});

describe('a schema that is given', () => {
  const decoder = openValueDecoder({ valueSchema: parseAvroSchema(schema, 'order.avsc') });
  const glue = (compression: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([3, compression]), Buffer.alloc(16, 0xab), bytes]);

  it.each([
    ["behind Confluent's header", confluent(9)],
    ["behind Glue's header", glue(0, content)],
    ["behind Glue's header, compressed", glue(5, deflateSync(content))],
    ['bare', Buffer.from([0x0e])],
  ])('decodes values %s', async (_, bytes) => {
    const decoded = await decoder.decode('value', bytes);
    // A bare small number is text as well, and is left alone.
    expect(decoded ?? 'text').toEqual(
      bytes.length === 1 ? 'text' : { kind: 'decoded', from: 'avro', text: '{"id":7}' },
    );
  });

  it('leaves keys and text alone, and tells values that do not fit', async () => {
    expect(await decoder.decode('key', Buffer.from('customer-7'))).toBeUndefined();
    expect(await decoder.decode('value', Buffer.from('{"id":7}'))).toBeUndefined();
    expect(await decoder.decode('value', Buffer.alloc(40, 0xff))).toMatchObject({ kind: 'undecoded' });
    expect(await decoder.decode('value', glue(5, Buffer.from('no zlib')))).toMatchObject({
      reason: expect.stringContaining('its compression cannot be read') as string,
    });
  });
});

describe('the address of a registry', () => {
  it.each([
    [
      'https://ada:secret@registry.example',
      'the URL of the schema registry registry.example holds a login; take it out',
    ],
    ['registry.example:8081', 'is no URL; write https://'],
    ['ftp://registry.example', 'is no URL; write https://'],
  ])('is refused: %s', (address, message) => {
    expect(() => openSchemaRegistry(address)).toThrow(message);
    expect(() => openSchemaRegistry(address)).not.toThrow(/secret/);
  });

  it('is refused where the password would go in the clear', () => {
    expect(() => openSchemaRegistry('http://registry.example', new Secret('a:b'))).toThrow('in the clear');
  });
});
