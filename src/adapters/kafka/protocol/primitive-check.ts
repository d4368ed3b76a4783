import type { PrimitiveType } from './api.ts';

const longestStringBytes = 32_767;

const integerBounds = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
} as const;

/** What keeps a value from being written as this type; undefined: nothing. Null is judged by the field, not here. */
export const problemWith = (type: PrimitiveType, value: unknown): string | undefined => {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'it is not a boolean';
    case 'int8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
      return problemWithInteger(value, integerBounds[type]);
    case 'int64':
      return typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? undefined : 'it is not a 64-bit bigint';
    case 'float64':
      return typeof value === 'number' ? undefined : 'it is not a number';
    case 'uuid':
      return isUuid(value) ? undefined : 'it is not a UUID of 22 base64url characters';
    case 'string':
      if (typeof value !== 'string') return 'it is not a string';
      return Buffer.byteLength(value) > longestStringBytes
        ? `it is longer than ${longestStringBytes} bytes`
        : undefined;
    case 'bytes':
    case 'records':
      return value instanceof Uint8Array ? undefined : 'it is not bytes';
  }
};

const problemWithInteger = (value: unknown, [least, most]: readonly [number, number]): string | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : `it is not an integer from ${least} to ${most}`;

const isUuid = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === 16 && bytes.toString('base64url') === value;
};
