import type { Field, VersionRange } from './api.ts';

/** Whether the field is on the wire in this version of its message. */
export const isCarried = (field: Field, version: number): boolean =>
  field.versions === undefined || holds(field.versions, version);

export const isNullable = (field: Field, version: number): boolean =>
  field.nullable === true || (field.nullable !== undefined && holds(field.nullable, version));

const holds = ([from, to]: VersionRange, version: number): boolean =>
  version >= from && (to === undefined || version <= to);
