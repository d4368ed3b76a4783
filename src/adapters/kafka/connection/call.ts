import type { Api } from '../protocol/api.ts';
import { decodeResponse } from '../protocol/decode.ts';
import { encodeRequest } from '../protocol/encode.ts';
import type { Exchange } from './pipeline.ts';

/** One request at a version the broker knows, with its answer decoded. */
export async function call<Request, Response>(
  exchange: Exchange,
  api: Api<Request, Response>,
  version: number,
  body: Request,
  timeoutMs: number,
): Promise<Response> {
  const frame = await exchange({ api, version, body: encodeRequest(api, version, body), timeoutMs });
  return decodeResponse(api, version, frame.bytes, frame.bodyStart);
}
