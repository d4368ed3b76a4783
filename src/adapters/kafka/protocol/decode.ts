import type { Api, Field, PrimitiveType, Struct } from './api.ts';
import { defaultOf, type StructValue } from './field-default.ts';
import { Reader } from './reader.ts';
import { isCarried, isNullable, requireVersion } from './version-range.ts';

/**
 * Decodes the body of an answer, which starts at `start` and ends with `bytes`. Strict: bytes missing or left over, a
 * length beyond the frame or a null that is not allowed are ProtocolViolated. Bytes fields are views of `bytes`.
 */
export const decodeResponse = <Response>(
  api: Api<unknown, Response>,
  version: number,
  bytes: Buffer,
  start: number,
): Response =>
  decodeMessage(api, api.response, version, new Reader(bytes, start, `${api.name} v${version} answer`)) as Response;

/** The same for a request: what a broker does. */
export const decodeRequest = <Request>(
  api: Api<Request, unknown>,
  version: number,
  bytes: Buffer,
  start: number,
): Request =>
  decodeMessage(api, api.request, version, new Reader(bytes, start, `${api.name} v${version} request`)) as Request;

const decodeMessage = (api: Api<unknown, unknown>, struct: Struct, version: number, reader: Reader): StructValue => {
  requireVersion(api, version);
  const value = readStruct(reader, struct, version, version >= api.flexibleFrom);
  reader.finish();
  return value;
};

const readStruct = (reader: Reader, struct: Struct, version: number, isFlexible: boolean): StructValue => {
  const value: Record<string, unknown> = {};
  for (const field of struct) {
    const isHere = field.tag === undefined && isCarried(field, version);
    value[field.name] = isHere ? readField(reader, field, version, isFlexible) : defaultOf(field);
  }
  if (isFlexible) readTaggedFields(reader, struct, version, value);
  return value;
};

const readTaggedFields = (reader: Reader, struct: Struct, version: number, value: Record<string, unknown>): void => {
  for (let left = reader.unsignedVarint(); left > 0; left -= 1) {
    const tag = reader.unsignedVarint();
    const byteCount = reader.unsignedVarint();
    const end = reader.position + byteCount;
    const field = struct.find(known => known.tag === tag && isCarried(known, version));
    if (field === undefined) {
      reader.skip(byteCount);
    } else {
      value[field.name] = readField(reader, field, version, true);
      if (reader.position !== end) reader.violated(`${field.name} is not as long as its tag says`);
    }
  }
};

const readField = (reader: Reader, field: Field, version: number, isFlexible: boolean): unknown => {
  if (field.array !== true) return readOne(reader, field, version, isFlexible, isNullable(field, version));
  const length = isFlexible ? reader.compactLength() : reader.length32();
  if (length < 0) return readNull(reader, field, isNullable(field, version));
  const elements = new Array<unknown>(length);
  for (let index = 0; index < length; index += 1) elements[index] = readOne(reader, field, version, isFlexible, false);
  return elements;
};

const readOne = (reader: Reader, field: Field, version: number, isFlexible: boolean, nullable: boolean): unknown => {
  const { type } = field;
  if (typeof type !== 'string') {
    if (nullable && reader.int8() < 0) return null;
    return readStruct(reader, type, version, isFlexible);
  }
  if (type === 'string') {
    const length = isFlexible ? reader.compactLength() : reader.length16();
    return length < 0 ? readNull(reader, field, nullable) : reader.text(length);
  }
  if (type === 'bytes' || type === 'records') {
    const length = isFlexible ? reader.compactLength() : reader.length32();
    return length < 0 ? readNull(reader, field, nullable) : reader.slice(length);
  }
  return readFixed(reader, type);
};

const readFixed = (reader: Reader, type: Exclude<PrimitiveType, 'string' | 'bytes' | 'records'>): unknown => {
  switch (type) {
    case 'bool':
      return reader.bool();
    case 'int8':
      return reader.int8();
    case 'int16':
      return reader.int16();
    case 'uint16':
      return reader.uint16();
    case 'int32':
      return reader.int32();
    case 'uint32':
      return reader.uint32();
    case 'int64':
      return reader.int64();
    case 'float64':
      return reader.float64();
    case 'uuid':
      return reader.uuid();
  }
};

const readNull = (reader: Reader, field: Field, nullable: boolean): null =>
  nullable ? null : reader.violated(`${field.name} is null`);
