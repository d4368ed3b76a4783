import { OperationError } from '../../domain/errors.ts';
import type { PriceList } from '../../ports/price-list.ts';
import { readOfferFile } from './offer-file.ts';

export const awsPriceListEndpoint = 'https://pricing.us-east-1.amazonaws.com';

const timeoutMs = 30_000;
/** The list of one region has 150 KB; something else is answering where it has a hundred times that. */
const mostBytes = 20_000_000;

/** The bulk files of the AWS Price List, which need no credentials. */
export function bulkPriceList(endpoint: string, interruption: AbortSignal): PriceList {
  const base = endpointUrl(endpoint);
  return {
    async readOffer(region) {
      const url = new URL(`offers/v1.0/aws/AmazonMSK/current/${region}/index.json`, base);
      return readOfferFile(await fetchJson(url, interruption), region, url.href);
    },
  };
}

function endpointUrl(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '') {
    return new URL(`${url.href.replace(/[?#].*$/s, '').replace(/\/$/, '')}/`);
  }
  const message = `the price list endpoint is no address such as ${awsPriceListEndpoint}; correct KAFKA_STEWARD_PRICE_LIST`;
  throw new OperationError('ConfigurationInvalid', message);
}

async function fetchJson(url: URL, interruption: AbortSignal): Promise<unknown> {
  const signal = AbortSignal.any([interruption, AbortSignal.timeout(timeoutMs)]);
  const text = await readText(url, signal).catch((cause: unknown) => {
    if (cause instanceof OperationError) throw cause;
    interruption.throwIfAborted();
    const message = `the price list ${url.href} was not reached: ${reasonOf(cause)}; check the network, or try again later`;
    throw new OperationError('AwsUnavailable', message, { retryable: true, cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new OperationError('PricesUnusable', `the price list ${url.href} is not JSON; the prices there are stay`, {
      cause,
    });
  }
}

async function readText(url: URL, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { signal, redirect: 'error' });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw refusal(url, answer.status);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > mostBytes)
      throw new OperationError('PricesUnusable', `the price list ${url.href} is larger than 20 MB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function refusal(url: URL, status: number): OperationError {
  if (status >= 500 || status === 429) {
    const message = `the price list ${url.href} answers ${status}; try again later`;
    return new OperationError('AwsUnavailable', message, { retryable: true });
  }
  const advice = status === 403 || status === 404 ? 'AWS lists no MSK there' : 'check the address';
  return new OperationError('AwsRefused', `the price list ${url.href} answers ${status}: ${advice}`);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
}
