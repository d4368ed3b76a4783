import { OperationError } from '../../domain/errors.ts';

export interface DownloadOptions {
  readonly interruption: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
  /** Without a byte for so long, the connection is given up. */
  readonly idleMs?: number;
  readonly mostBytes: number;
}

/** Before each repeat. A list that has begun to come is worth more of them than one of two hundred that does not. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000];
const repeatsOfNothing = 2;

/**
 * The bytes behind an address. Where the connection breaks, or the server is busy, it asks again for what is missing: a list
 * has hundreds of MB. What was replaced meanwhile cannot be gone on with.
 */
export async function* download(url: URL, options: DownloadOptions): AsyncGenerator<Uint8Array, void, undefined> {
  const { interruption, sleep, mostBytes } = options;
  let received = 0;
  let edition: Edition | undefined;
  for (let failures = 0; ; failures += 1) {
    try {
      const answer = await request(url, received, edition, options);
      edition ??= answer.edition;
      for await (const part of answer.parts) {
        received += part.length;
        if (received > mostBytes) throw tooLarge(url, mostBytes);
        yield part;
      }
      return;
    } catch (error) {
      interruption.throwIfAborted();
      const told = errorOf(url, error);
      const pauseMs = received === 0 && failures >= repeatsOfNothing ? undefined : pausesMs[failures];
      const isUnnamed = received > 0 && edition?.etag === undefined;
      if (!told.retryable || pauseMs === undefined || isUnnamed) throw told;
      await sleep(pauseMs);
    }
  }
}

interface Edition {
  /** Undefined: the server does not tell one edition from another. */
  readonly etag: string | undefined;
  /** Places in a compressed answer are not places in the list. */
  readonly hasPlaces: boolean;
}

interface Answer {
  readonly edition: Edition;
  /** From the first byte that is missing. */
  readonly parts: AsyncIterable<Uint8Array>;
}

async function request(
  url: URL,
  received: number,
  edition: Edition | undefined,
  { interruption, idleMs = 30_000 }: DownloadOptions,
): Promise<Answer> {
  const idle = new AbortController();
  const signal = AbortSignal.any([interruption, idle.signal]);
  const watch = setTimeout(() => idle.abort(new Error(`nothing came for ${idleMs / 1_000} s`)), idleMs);
  const { etag = '', hasPlaces = false } = edition ?? {};
  const rest: Record<string, string> =
    received > 0 && hasPlaces ? { range: `bytes=${received}-`, 'if-range': etag } : {};
  try {
    const headers = { 'accept-encoding': 'identity', ...rest };
    const answer = await fetch(url, { signal, redirect: 'error', headers });
    const problem = problemOf(url, answer, received, etag);
    if (problem !== undefined) {
      await answer.body?.cancel();
      throw problem;
    }
    const body = (answer.body ?? []) as AsyncIterable<Uint8Array>;
    const parts = watched(answer.status === 206 ? body : behind(body, received), watch);
    const now = { etag: answer.headers.get('etag') ?? undefined, hasPlaces: !answer.headers.has('content-encoding') };
    return { edition: now, parts };
  } catch (error) {
    clearTimeout(watch);
    throw error;
  }
}

function problemOf(url: URL, answer: Response, received: number, etag: string): OperationError | undefined {
  const { href } = url;
  if (answer.status >= 500 || answer.status === 429) {
    const message = `the price list ${href} answers ${answer.status}; try again later`;
    return new OperationError('AwsUnavailable', message, { retryable: true });
  }
  if (!answer.ok) {
    const advice = answer.status === 403 || answer.status === 404 ? 'AWS lists nothing there' : 'check the address';
    return new OperationError('AwsRefused', `the price list ${href} answers ${answer.status}: ${advice}`);
  }
  if (received > 0 && answer.headers.get('etag') !== etag)
    return new OperationError('AwsUnavailable', `the price list ${href} was replaced while it was read; try again`);
  const place = answer.headers.get('content-range') ?? '';
  if (answer.status === 206 && !place.startsWith(`bytes ${received}-`))
    return new OperationError('PricesUnusable', `the price list ${href} goes on at another place than was asked for`);
  return undefined;
}

async function* watched(parts: AsyncIterable<Uint8Array>, watch: NodeJS.Timeout): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of parts) {
      watch.refresh();
      yield part;
    }
  } finally {
    clearTimeout(watch);
  }
}

/** A server that knows no ranges sends all of it again. */
async function* behind(parts: AsyncIterable<Uint8Array>, known: number): AsyncGenerator<Uint8Array> {
  let left = known;
  for await (const part of parts) {
    if (left < part.length) yield left === 0 ? part : part.subarray(left);
    left = Math.max(0, left - part.length);
  }
}

function errorOf(url: URL, error: unknown): OperationError {
  if (error instanceof OperationError) return error;
  const message = `the price list ${url.href} was not reached: ${reasonOf(error)}; check the network, or try again later`;
  return new OperationError('AwsUnavailable', message, { retryable: true, cause: error });
}

function tooLarge(url: URL, mostBytes: number): OperationError {
  return new OperationError('PricesUnusable', `the price list ${url.href} is larger than ${mostBytes / 1e6} MB`);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
}
