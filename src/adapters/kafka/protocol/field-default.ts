import type { Field, PrimitiveType, Struct } from './api.ts';

/** A struct as it is decoded, or as it is given to be encoded. */
export type StructValue = Readonly<Record<string, unknown>>;

const noBytes = Buffer.alloc(0);

const zeroOf: Readonly<Record<PrimitiveType, unknown>> = {
  bool: false,
  int8: 0,
  int16: 0,
  uint16: 0,
  int32: 0,
  uint32: 0,
  int64: 0n,
  float64: 0,
  string: '',
  uuid: 'AAAAAAAAAAAAAAAAAAAAAA',
  bytes: noBytes,
  records: null,
};

/** What stands for a field that is not on the wire. */
export const defaultOf = (field: Field): unknown => {
  if (field.default !== undefined) return field.default;
  if (field.array === true) return [];
  return typeof field.type === 'string' ? zeroOf[field.type] : structOfDefaults(field.type);
};

const structOfDefaults = (struct: Struct): StructValue =>
  Object.fromEntries(struct.map(field => [field.name, defaultOf(field)]));

/** Whether leaving the field out loses nothing. */
export const isDefault = (field: Field, value: unknown): boolean => {
  if (value === undefined || value === field.default) return true;
  if (field.default !== undefined) return false;
  if (value === null) return defaultOf(field) === null;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (typeof field.type === 'string') return value === zeroOf[field.type];
  return field.type.every(inner => isDefault(inner, (value as StructValue)[inner.name]));
};
