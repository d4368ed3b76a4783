import type { PrimitiveType } from './api.ts';
import type { Writer } from './writer.ts';

/** Writes a value that is known to be one of the type, or null where the field allows it. */
export const writePrimitive = (writer: Writer, type: PrimitiveType, value: unknown, isFlexible: boolean): void =>
  writers[type](writer, value as never, isFlexible);

type WriteValue = (writer: Writer, value: never, isFlexible: boolean) => void;

const writeBytes = (writer: Writer, value: Uint8Array | null, isFlexible: boolean): void =>
  isFlexible ? writer.compactBytes(value) : writer.bytes(value);

const writers: Readonly<Record<PrimitiveType, WriteValue>> = {
  bool: (writer, value: boolean) => writer.int8(value ? 1 : 0),
  int8: (writer, value: number) => writer.int8(value),
  int16: (writer, value: number) => writer.int16(value),
  uint16: (writer, value: number) => writer.int16(value),
  int32: (writer, value: number) => writer.int32(value),
  uint32: (writer, value: number) => writer.int32(value),
  int64: (writer, value: bigint) => writer.int64(value),
  float64: (writer, value: number) => writer.float64(value),
  uuid: (writer, value: string) => writer.raw(Buffer.from(value, 'base64url')),
  string: (writer, value: string | null, isFlexible) =>
    isFlexible ? writer.compactString(value) : writer.string(value),
  bytes: writeBytes,
  records: writeBytes,
};
