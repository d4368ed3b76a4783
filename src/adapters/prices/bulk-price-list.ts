import type { RegionOffer } from '../../domain/cost/price-refresh.ts';
import { OperationError } from '../../domain/errors.ts';
import type { PriceList } from '../../ports/price-list.ts';
import { type OfferQuestion, unusable } from './collect-offer.ts';
import { type DownloadOptions, download } from './download.ts';
import { readOfferCsv } from './offer-csv.ts';
import { readOfferFile } from './offer-file.ts';
import { offerCodes } from './price-row.ts';
import { textLines } from './text-lines.ts';

export const awsPriceListEndpoint = 'https://pricing.us-east-1.amazonaws.com';

/** Most lists of one region have less than 1 MB; something else is answering where they have twenty times that. */
const mostBytesOfJson = 20_000_000;
/** EC2's of one region has 250 MB and more. It is read line by line. */
const mostBytesOfCsv = 4_000_000_000;

/** The bulk files of the AWS Price List, which need no credentials. */
export function bulkPriceList(
  endpoint: string,
  interruption: AbortSignal,
  options: Pick<DownloadOptions, 'sleep' | 'idleMs'>,
): PriceList {
  const base = endpointUrl(endpoint);
  return {
    async readOffer(service, region, types) {
      const isCsv = service === 'ec2';
      const file = `offers/v1.0/aws/${offerCodes[service]}/current/${region}/index.${isCsv ? 'csv' : 'json'}`;
      const url = new URL(file, base);
      const mostBytes = isCsv ? mostBytesOfCsv : mostBytesOfJson;
      const bytes = download(url, { ...options, interruption, mostBytes });
      const question = { service, region, types, where: url.href };
      return isCsv ? await readCsv(bytes, question) : await readJson(bytes, question);
    },
  };
}

async function readCsv(bytes: AsyncIterable<Uint8Array>, question: OfferQuestion): Promise<RegionOffer> {
  return await readOfferCsv(
    textLines(bytes, () => unusable(question.where, 'it has a line without end')),
    question,
  );
}

async function readJson(bytes: AsyncIterable<Uint8Array>, question: OfferQuestion): Promise<RegionOffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  let document: unknown;
  try {
    document = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (cause) {
    throw unusable(question.where, 'it is not JSON, or not all of it', cause);
  }
  return readOfferFile(document, question);
}

function endpointUrl(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '') {
    return new URL(`${url.href.replace(/[?#].*$/s, '').replace(/\/$/, '')}/`);
  }
  const message = `the price list endpoint is no address such as ${awsPriceListEndpoint}; correct KAFKA_STEWARD_PRICE_LIST`;
  throw new OperationError('ConfigurationInvalid', message);
}
