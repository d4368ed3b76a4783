/**
 * How the bytes of a key or a value look: by what is in them, not by what anybody promised. `avro`: behind the header of a
 * schema registry, whose schemas are seldom of another kind.
 */
export type ValueFormat = 'json' | 'text' | 'avro' | 'binary';

/** What serializers of a schema registry put before the value. */
export type SchemaReference =
  | { readonly kind: 'confluent'; readonly schemaId: number }
  | { readonly kind: 'glue'; readonly schemaVersionId: string; readonly isCompressed: boolean };

const confluentBytes = 5;
const glueBytes = 18;
const glueVersion = 3;
/** How Glue's serializer marks a value that it compressed with zlib, and one that it did not. */
const glueCompression: ReadonlySet<number> = new Set([0, 5]);

/** Reads Confluent's wire format (a zero, four bytes of schema id) and that of AWS Glue (3, compression, UUID). */
export function schemaReferenceOf(bytes: Uint8Array): SchemaReference | undefined {
  const [magic = 255, compression = 255] = bytes;
  if (magic === 0 && bytes.length > confluentBytes) {
    const schemaId = new DataView(bytes.buffer, bytes.byteOffset).getInt32(1);
    // Registries count from 1.
    return schemaId > 0 ? { kind: 'confluent', schemaId } : undefined;
  }
  if (magic !== glueVersion || !glueCompression.has(compression) || bytes.length <= glueBytes) return undefined;
  const digits = [...bytes.subarray(2, glueBytes)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const schemaVersionId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind: 'glue', schemaVersionId, isCompressed: compression !== 0 };
}

/** What follows the reference to a schema. */
export function withoutReference(bytes: Uint8Array, { kind }: SchemaReference): Uint8Array {
  return bytes.subarray(kind === 'confluent' ? confluentBytes : glueBytes);
}

/** `isCut`: there is more of it, so that text may end in the middle of a letter, and JSON anywhere. */
export function formatOf(bytes: Uint8Array, isCut = false): ValueFormat {
  if (schemaReferenceOf(bytes) !== undefined) return 'avro';
  const text = textOf(bytes, isCut);
  if (text === undefined) return 'binary';
  return isJson(text, isCut) ? 'json' : 'text';
}

/** The text, or undefined where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array, isCut = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

/** Objects and arrays only: a number or a word is text that happens to be JSON. */
function isJson(text: string, isCut: boolean): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (isCut) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
