import type { Message, MessageField } from './model.ts';

/** The fields of one message as the codec reads them, one field a line. */
export const renderTable = (message: Message): string => renderStruct(message.fields, '  ');

const renderStruct = (fields: readonly MessageField[], indent: string): string => {
  if (fields.length === 0) return '[]';
  return `[\n${fields.map(field => `${indent}  ${renderField(field, indent)},\n`).join('')}${indent}]`;
};

const renderField = ({ name, type, ...traits }: MessageField, indent: string): string => {
  const parts = [
    `name: '${name}'`,
    ...Object.entries(traits)
      .filter(([trait]) => trait !== 'optional')
      .map(([trait, value]) => `${trait}: ${renderValue(value)}`),
    `type: ${typeof type === 'string' ? `'${type}'` : renderStruct(type.fields, `${indent}  `)}`,
  ];
  return `{ ${parts.join(', ')} }`;
};

const renderValue = (value: string | number | boolean | bigint | null | readonly unknown[]): string => {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' ? `'${value}'` : String(value);
};
