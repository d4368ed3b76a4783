import type { Api } from './api.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** The header before a request's body: version 1, or version 2 (with tagged fields) before a flexible body. */
export const encodeRequestHeader = (
  api: Api<unknown, unknown>,
  version: number,
  correlationId: number,
  clientId: string,
): Buffer => {
  const writer = new Writer();
  writer.int16(api.key);
  writer.int16(version);
  writer.int32(correlationId);
  // The client id keeps the old form in every version, so that a broker can read the header of any request.
  writer.string(clientId);
  if (version >= api.flexibleFrom) writer.unsignedVarint(0);
  return writer.written();
};

export interface RequestHeader {
  readonly apiKey: number;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string;
}

/** What a broker reads first. `bytes` is the frame without its size; the body starts at `requestBodyStart`. */
export const decodeRequestHeader = (bytes: Buffer): RequestHeader => {
  const reader = new Reader(bytes, 0, 'request header');
  const [apiKey, version, correlationId] = [reader.int16(), reader.int16(), reader.int32()];
  return { apiKey, version, correlationId, clientId: reader.text(Math.max(0, reader.length16())) };
};

export const requestBodyStart = (api: Api<unknown, unknown>, version: number, bytes: Buffer): number => {
  const reader = new Reader(bytes, 8, `${api.name} v${version} request`);
  reader.skip(Math.max(0, reader.length16()));
  if (version >= api.flexibleFrom) reader.skipTaggedFields();
  return reader.position;
};
