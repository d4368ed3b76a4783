import type { Field, PrimitiveType, VersionRange } from '../../src/adapters/kafka/protocol/api.ts';
import { type Definition, type FieldDefinition, intersect, parseVersions, type Versions } from './definition.ts';

/** One message as the renderer wants it: cut to the stable versions, every struct named. */
export interface Message {
  readonly name: string;
  readonly fields: readonly MessageField[];
}

export interface MessageField extends Omit<Field, 'type'> {
  readonly type: PrimitiveType | NamedStruct;
  /** A request need not name the field: it has a default, or some version lacks it. */
  readonly optional: boolean;
}

export interface NamedStruct {
  readonly name: string;
  readonly fields: readonly MessageField[];
}

const primitives: readonly string[] = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'string',
  'uuid',
  'bytes',
  'records',
];
const zeroOf: Readonly<Record<string, string | number | boolean | bigint | null>> = {
  bool: false,
  int64: 0n,
  string: '',
  records: null,
};

export const toMessage = (definition: Definition, stable: Versions): Message => ({
  name: definition.name,
  fields: toFields(definition.fields, definition, stable),
});

const toFields = (
  fields: readonly FieldDefinition[],
  definition: Definition,
  structVersions: Versions,
): readonly MessageField[] =>
  fields.flatMap(field => {
    const versions = intersect(structVersions, parseVersions(field.versions));
    return versions === undefined ? [] : [toField(field, definition, versions, structVersions)];
  });

const toField = (
  field: FieldDefinition,
  definition: Definition,
  versions: Versions,
  structVersions: Versions,
): MessageField => {
  if (field.flexibleVersions !== undefined || (field.taggedVersions ?? field.versions) !== field.versions) {
    throw new Error(`${definition.name}.${field.name}: the tables cannot say when it is flexible or tagged`);
  }
  const isArray = field.type.startsWith('[]');
  const typeName = isArray ? field.type.slice(2) : field.type;
  const nullable = intersect(versions, parseVersions(field.nullableVersions ?? 'none'));
  const isInAll = same(versions, structVersions);
  const fallback = defaultOf(field, isArray ? 'array' : typeName);
  return {
    name: field.name.charAt(0).toLowerCase() + field.name.slice(1),
    type: isPrimitive(typeName) ? typeName : toStruct(typeName, field, definition, versions),
    ...(isArray && { array: true as const }),
    ...(!isInAll && { versions: toRange(versions, structVersions) }),
    ...(nullable !== undefined && {
      nullable: same(nullable, versions) ? (true as const) : toRange(nullable, versions),
    }),
    ...(field.tag !== undefined && { tag: field.tag }),
    ...(!isInAll && field.ignorable === true && { ignorable: true as const }),
    ...(fallback !== undefined && { default: fallback }),
    optional: field.default !== undefined || field.tag !== undefined || !isInAll,
  };
};

const toStruct = (name: string, field: FieldDefinition, definition: Definition, versions: Versions): NamedStruct => {
  const fields = field.fields ?? definition.commonStructs?.find(struct => struct.name === name)?.fields;
  if (fields === undefined)
    throw new Error(`${definition.name}.${field.name}: "${name}" is neither a type nor a struct`);
  return { name, fields: toFields(fields, definition, versions) };
};

const defaultOf = (field: FieldDefinition, type: string): string | number | boolean | bigint | null | undefined => {
  const given = field.default;
  if (given === undefined) return undefined;
  const value = parseDefault(String(given), type);
  return value === (type in zeroOf ? zeroOf[type] : 0) ? undefined : value;
};

const parseDefault = (text: string, type: string): string | number | boolean | bigint | null => {
  if (text === 'null') return null;
  if (type === 'bool') return text === 'true';
  if (type === 'string') return text;
  if (type === 'int64') return BigInt(text);
  const number = Number(text);
  if (!isPrimitive(type) || Number.isNaN(number)) throw new Error(`"${text}" is no default of type ${type}`);
  return number;
};

const isPrimitive = (type: string): type is PrimitiveType => primitives.includes(type);

const same = (a: Versions, b: Versions): boolean => a.from === b.from && a.to === b.to;

const toRange = (versions: Versions, within: Versions): VersionRange =>
  versions.to === within.to ? [versions.from] : [versions.from, versions.to];
