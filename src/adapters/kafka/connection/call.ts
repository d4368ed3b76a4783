import type { Api } from '../protocol/api.ts';
import { decodeResponse } from '../protocol/decode.ts';
import { encodeRequest } from '../protocol/encode.ts';
import type { Pipeline } from './pipeline.ts';

/** One request with its answer decoded, below the level of sessions and version negotiation. */
export async function call<Request, Response>(
  pipeline: Pipeline,
  api: Api<Request, Response>,
  version: number,
  body: Request,
  timeoutMs: number,
): Promise<Response> {
  const frame = await pipeline.exchange({ api, version, body: encodeRequest(api, version, body), timeoutMs });
  return decodeResponse(api, version, frame.bytes, frame.bodyStart);
}
