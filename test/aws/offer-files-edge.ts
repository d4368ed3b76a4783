import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** What goes wrong with the next request, which is then over. */
export type FileFault =
  | { readonly kind: 'answer'; readonly status: number; readonly body?: string }
  /** The connection breaks, or nothing more comes, after so many bytes of the answer. */
  | { readonly kind: 'cut' | 'stall'; readonly afterBytes: number };

export interface OfferFilesOptions {
  readonly acceptsRanges?: boolean;
  readonly isCompressed?: boolean;
  /** Absent: the server does not tell one edition from another. */
  readonly etag?: string | undefined;
}

/** The bulk files of the Price List by path, as a bucket behind a CDN serves them. */
export const startOfferFilesEdge = async (files: ReadonlyMap<string, string>, options: OfferFilesOptions = {}) => {
  const faults: FileFault[] = [];
  const requests: { readonly path: string; readonly range: string | undefined }[] = [];
  const state = { acceptsRanges: true, isCompressed: false, etag: '"first"' as string | undefined, ...options };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, range: request.headers.range });
    const fault = faults.shift();
    const file = files.get(path);
    if (fault?.kind === 'answer') response.writeHead(fault.status).end(fault.body);
    else if (file === undefined) response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
    else send(file, request, response, fault);
  });
  const send = (file: string, request: IncomingMessage, response: ServerResponse, fault: FileFault | undefined) => {
    const whole = Buffer.from(file);
    const isSame = request.headers['if-range'] === state.etag;
    const from =
      state.acceptsRanges && isSame ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const rest = whole.subarray(from);
    const body = state.isCompressed ? gzipSync(rest) : rest;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': body.length,
      ...(state.etag === undefined ? {} : { etag: state.etag }),
      ...(state.isCompressed ? { 'content-encoding': 'gzip' } : {}),
      ...(from > 0 ? { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` } : {}),
    });
    if (fault === undefined || fault.kind === 'answer') {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, fault.afterBytes), () => {
      if (fault.kind === 'cut') response.destroy();
    });
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** May be changed while it serves. */
    state,
    faults,
    requests,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
