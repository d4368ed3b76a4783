import type { Api } from './api.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

const apiVersionsKey = 18;

/** Where the body of an answer starts in `bytes`, the frame without its size (it begins with the correlation id). */
export const responseBodyStart = (api: Api<unknown, unknown>, version: number, bytes: Buffer): number => {
  const reader = new Reader(bytes, 0, `${api.name} v${version} answer`);
  reader.skip(4);
  if (hasFlexibleResponseHeader(api, version)) reader.skipTaggedFields();
  return reader.position;
};

export const encodeResponseHeader = (api: Api<unknown, unknown>, version: number, correlationId: number): Buffer => {
  const writer = new Writer();
  writer.int32(correlationId);
  if (hasFlexibleResponseHeader(api, version)) writer.unsignedVarint(0);
  return writer.written();
};

// The answer to ApiVersions has the old header in every version: the client may not know yet what the broker speaks.
const hasFlexibleResponseHeader = (api: Api<unknown, unknown>, version: number): boolean =>
  version >= api.flexibleFrom && api.key !== apiVersionsKey;
