import { OperationError } from '../../../domain/errors.ts';
import type { Api, Field, VersionRange } from './api.ts';

/** Whether the field is on the wire in this version of its message. */
export const isCarried = (field: Field, version: number): boolean =>
  field.versions === undefined || holds(field.versions, version);

export const isNullable = (field: Field, version: number): boolean =>
  field.nullable === true || (field.nullable !== undefined && holds(field.nullable, version));

const holds = ([from, to]: VersionRange, version: number): boolean =>
  version >= from && (to === undefined || version <= to);

/** A version outside the tables would be read or written by the rules of another one. */
export const requireVersion = (api: Api<unknown, unknown>, version: number): void => {
  if (Number.isInteger(version) && version >= api.minVersion && version <= api.maxVersion) return;
  throw new OperationError(
    'InternalError',
    `${api.name} v${version} is not known here; ask for a version from ${api.minVersion} to ${api.maxVersion}`,
  );
};
