import { OperationError } from '../../../domain/errors.ts';
import type { Api, Field, Struct } from './api.ts';
import { defaultOf, isDefault, type StructValue } from './field-default.ts';
import { problemWith } from './primitive-check.ts';
import { isCarried, isNullable, requireVersion } from './version-range.ts';
import { writePrimitive } from './write-primitive.ts';
import { Writer } from './writer.ts';

/** A message with fields left out, at any depth; what is left out is its default. */
export type Sparse<Message> = Message extends string | number | bigint | boolean | null | Uint8Array
  ? Message
  : Message extends readonly (infer Element)[]
    ? readonly Sparse<Element>[]
    : { readonly [Name in keyof Message]?: Sparse<Message[Name]> };

/**
 * Encodes the body of a request. A value the version has no room for is InputInvalid and names the field, unless Kafka's
 * definition lets it be dropped: a request must not silently ask for something else than its caller did.
 */
export const encodeRequest = <Request>(api: Api<Request, unknown>, version: number, body: NoInfer<Request>): Buffer =>
  encodeMessage(api, api.request, version, body as StructValue);

/** The same for an answer: what a broker does. */
export const encodeResponse = <Response>(
  api: Api<unknown, Response>,
  version: number,
  body: Sparse<NoInfer<Response>>,
): Buffer => encodeMessage(api, api.response, version, body as StructValue);

interface Encoding {
  readonly subject: string;
  readonly version: number;
  readonly isFlexible: boolean;
}

const encodeMessage = (api: Api<unknown, unknown>, struct: Struct, version: number, body: StructValue): Buffer => {
  requireVersion(api, version);
  const writer = new Writer();
  const encoding = { subject: `${api.name} v${version}`, version, isFlexible: version >= api.flexibleFrom };
  writeStruct(writer, struct, body, encoding);
  return writer.written();
};

const writeStruct = (writer: Writer, struct: Struct, body: StructValue, encoding: Encoding): void => {
  const tagged: Field[] = [];
  for (const field of struct) {
    const value = body[field.name];
    if (!isCarried(field, encoding.version)) {
      if (field.ignorable !== true && !isDefault(field, value))
        refuse(encoding, field, value, 'this version lacks the field');
    } else if (field.tag === undefined) {
      writeField(writer, field, value === undefined ? defaultOf(field) : value, encoding);
    } else if (!isDefault(field, value)) {
      tagged.push(field);
    }
  }
  if (encoding.isFlexible) writeTaggedFields(writer, tagged, body, encoding);
};

const writeTaggedFields = (writer: Writer, fields: Field[], body: StructValue, encoding: Encoding): void => {
  writer.unsignedVarint(fields.length);
  for (const field of fields.sort((a, b) => a.tag! - b.tag!)) {
    const content = new Writer();
    writeField(content, field, body[field.name], encoding);
    writer.unsignedVarint(field.tag!);
    writer.unsignedVarint(content.written().length);
    writer.raw(content.written());
  }
};

const writeField = (writer: Writer, field: Field, value: unknown, encoding: Encoding): void => {
  const canBeNull = isNullable(field, encoding.version);
  if (value === null && !canBeNull) refuse(encoding, field, value, 'this version does not allow null');
  if (field.array !== true) {
    writeOne(writer, field, value, encoding, canBeNull);
    return;
  }
  const elements = value as readonly unknown[] | null;
  if (encoding.isFlexible) writer.unsignedVarint(elements === null ? 0 : elements.length + 1);
  else writer.int32(elements === null ? -1 : elements.length);
  for (const element of elements ?? []) writeOne(writer, field, element, encoding, false);
};

const writeOne = (writer: Writer, field: Field, value: unknown, encoding: Encoding, canBeNull: boolean): void => {
  if (typeof field.type === 'string') {
    const problem = value === null && canBeNull ? undefined : problemWith(field.type, value);
    if (problem !== undefined) refuse(encoding, field, value, problem);
    writePrimitive(writer, field.type, value, encoding.isFlexible);
    return;
  }
  if (canBeNull) writer.int8(value === null ? -1 : 1);
  if (value !== null) writeStruct(writer, field.type, value as StructValue, encoding);
};

// Strings and bytes are not shown: they can be secrets.
const refuse = (encoding: Encoding, field: Field, value: unknown, problem: string): never => {
  const isPlain = value === null || ['number', 'bigint', 'boolean'].includes(typeof value);
  const given = isPlain ? ` (${String(value)})` : '';
  throw new OperationError(
    'InputInvalid',
    `${encoding.subject} cannot carry the ${field.name} given${given}: ${problem}`,
  );
};
