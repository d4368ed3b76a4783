import type { Message, MessageField, NamedStruct } from './model.ts';

type Direction = 'request' | 'response';

/** The TypeScript interfaces of one message: itself first, then its structs in order of appearance. */
export const renderTypes = (message: Message, direction: Direction, taken: Map<string, string>): string => {
  const structs = new Map<string, NamedStruct>();
  collectStructs(message.fields, structs);
  const named = new Map([...structs.keys()].map(name => [name, freeName(name, message, taken)]));
  const all = [{ name: message.name, fields: message.fields }, ...structs.values()];
  return all
    .map(struct => {
      const fields = struct.fields.map(field => `  ${renderField(field, direction, named)}\n`).join('');
      return `export interface ${named.get(struct.name) ?? struct.name} {\n${fields}}\n`;
    })
    .join('\n');
};

const collectStructs = (fields: readonly MessageField[], structs: Map<string, NamedStruct>): void => {
  for (const { type } of fields) {
    if (typeof type === 'string') continue;
    const known = structs.get(type.name);
    if (known !== undefined && JSON.stringify(known, bigintAsText) !== JSON.stringify(type, bigintAsText)) {
      throw new Error(`two structs of one message are called "${type.name}"`);
    }
    structs.set(type.name, type);
    collectStructs(type.fields, structs);
  }
};

// Request and response of one API sometimes call different structs by one name.
const freeName = (name: string, message: Message, taken: Map<string, string>): string => {
  const owner = taken.get(name);
  if (owner !== undefined && owner !== message.name) return `${message.name}${name}`;
  taken.set(name, message.name);
  return name;
};

const renderField = (field: MessageField, direction: Direction, named: ReadonlyMap<string, string>): string => {
  const element = typeof field.type === 'string' ? scalar[field.type] : (named.get(field.type.name) ?? field.type.name);
  const type = field.array === true ? `readonly ${element}[]` : element;
  const isNullable = field.nullable !== undefined || field.default === null;
  const mark = direction === 'request' && field.optional ? '?' : '';
  return `readonly ${field.name}${mark}: ${type}${isNullable ? ' | null' : ''};`;
};

const scalar = {
  bool: 'boolean',
  int8: 'number',
  int16: 'number',
  uint16: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  float64: 'number',
  string: 'string',
  uuid: 'string',
  bytes: 'Uint8Array',
  records: 'Uint8Array',
} as const;

const bigintAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
