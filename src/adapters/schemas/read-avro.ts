import { Reader } from '../kafka/protocol/reader.ts';

/** A schema as avsc has it once its names are resolved; what a type does not need is not there. */
export interface AvroSchema {
  readonly typeName: string;
  readonly size: number;
  readonly symbols: readonly string[];
  readonly itemsType: AvroSchema;
  readonly valuesType: AvroSchema;
  readonly types: readonly AvroSchema[];
  readonly fields: readonly { readonly name: string; readonly type: AvroSchema }[];
}

/** More elements than this are no record that anybody looks at, but other bytes than the schema's. */
const mostElements = 100_000;
const deepest = 64;

interface Walk {
  readonly reader: Reader;
  elementsLeft: number;
}

/**
 * Reads a value by its schema, into what JSON can say. Written here because avsc takes counts as it finds them: by a
 * schema that is not theirs, a few bytes become a list of billions.
 */
export function readAvro(type: AvroSchema, bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const walk = { reader: new Reader(buffer, 0, 'an Avro value'), elementsLeft: mostElements };
  const value = readValue(type, walk, 0);
  walk.reader.finish();
  return value;
}

function readValue(type: AvroSchema, walk: Walk, depth: number): unknown {
  const { reader } = walk;
  if (depth > deepest) reader.violated(`more than ${deepest} levels`);
  const inner = (of: AvroSchema): unknown => readValue(of, walk, depth + 1);
  switch (type.typeName) {
    case 'null':
      return null;
    case 'boolean':
      return reader.bool();
    case 'int':
    case 'long':
      return readLong(reader);
    case 'float':
      return finite(reader.slice(4).readFloatLE(0));
    case 'double':
      return finite(reader.slice(8).readDoubleLE(0));
    case 'bytes':
      return reader.slice(readCount(reader)).toString('hex');
    case 'string':
      return reader.text(readCount(reader));
    case 'fixed':
      return reader.slice(type.size).toString('hex');
    case 'enum':
      return picked(type.symbols, reader);
    case 'array':
      return [...blocks(walk, () => inner(type.itemsType))];
    case 'map': {
      const { valuesType } = type;
      return Object.fromEntries(blocks(walk, () => [reader.text(readCount(reader)), inner(valuesType)] as const));
    }
    case 'union:wrapped':
    case 'union:unwrapped':
      return inner(picked(type.types, reader));
    case 'record':
    case 'error':
      return Object.fromEntries(type.fields.map(field => [field.name, inner(field.type)] as const));
    default:
      return reader.violated(`a value of type ${type.typeName}`);
  }
}

/** Arrays and maps come in blocks; one whose count is negative tells its size too. */
function* blocks<Element>(walk: Walk, read: () => Element): Generator<Element> {
  const { reader } = walk;
  for (let count = reader.varint(); count !== 0; count = reader.varint()) {
    if (count < 0) reader.varint();
    walk.elementsLeft -= Math.abs(count);
    if (walk.elementsLeft < 0) reader.violated(`more than ${mostElements} elements`);
    for (let left = Math.abs(count); left > 0; left -= 1) yield read();
  }
}

function picked<Choice>(choices: readonly Choice[], reader: Reader): Choice {
  const at = reader.varint();
  return choices[at] ?? reader.violated(`choice ${at} of ${choices.length}`);
}

function readCount(reader: Reader): number {
  const count = reader.varint();
  return count < 0 ? reader.violated(`a length of ${count}`) : count;
}

/** Exact: many ids are larger than what a number holds, and are then told as text. */
function readLong(reader: Reader): number | string {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.uint8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte >= 0x80) continue;
    const long = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    return Number.isSafeInteger(Number(long)) ? Number(long) : long.toString();
  }
  return reader.violated('a number of more than 10 bytes');
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
