import { formatOf, type SchemaReference, schemaReferenceOf, textOf } from './value-format.ts';

/** Bytes of a record, for a person to look at. */
export interface ShownBytes {
  readonly shownAs: 'json' | 'text' | 'avro' | 'hex';
  /** As it is in the record: whoever prints it has to make it safe. */
  readonly text: string;
  /** Of the whole. */
  readonly bytes: number;
  /** `text` is the beginning only. */
  readonly isCut: boolean;
  /** Whose schema the bytes say they have. */
  readonly schema?: SchemaReference;
  /** Why they are not decoded by it. */
  readonly undecoded?: string;
}

/** What a schema made of them, or why it could not. */
export type Decoded =
  | { readonly kind: 'decoded'; readonly from: 'avro' | 'json'; readonly text: string }
  | { readonly kind: 'undecoded'; readonly reason: string };

const mostShownBytes = 1_024;

/** `bytes` can be the beginning of `byteCount`. */
export function showBytes(bytes: Uint8Array, byteCount: number, decoded?: Decoded): ShownBytes {
  const schema = schemaReferenceOf(bytes);
  const about = {
    bytes: byteCount,
    ...(schema === undefined ? {} : { schema }),
    ...(decoded?.kind === 'undecoded' ? { undecoded: decoded.reason } : {}),
  };
  if (decoded?.kind === 'decoded') {
    const isCut = decoded.text.length > mostShownBytes;
    return { shownAs: decoded.from, text: decoded.text.slice(0, mostShownBytes), ...about, isCut };
  }
  const shown = bytes.subarray(0, mostShownBytes);
  const isCut = shown.length < byteCount;
  const format = formatOf(bytes, bytes.length < byteCount);
  const text = format === 'json' || format === 'text' ? textOf(shown, isCut) : undefined;
  return text === undefined || format === 'binary' || format === 'avro'
    ? { shownAs: 'hex', text: hexOf(shown), ...about, isCut }
    : { shownAs: format, text, ...about, isCut };
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
