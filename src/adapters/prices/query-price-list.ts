import { GetProductsCommand, type GetProductsCommandOutput, type PricingClient } from '@aws-sdk/client-pricing';
import * as z from 'zod/mini';
import type { PriceService } from '../../domain/cost/price-service.ts';
import { OperationError } from '../../domain/errors.ts';
import type { PriceList } from '../../ports/price-list.ts';
import { type RepeatCall, repeatingCalls } from '../aws/repeat-calls.ts';
import { collectOffer, type ListEdition, unusable } from './collect-offer.ts';
import { offerCodes } from './price-row.ts';
import { priceProduct, priceTerms, productRows } from './product-rows.ts';

/** Before each repeat of a throttled call, beyond those the SDK makes by itself. */
const pausesMs = [1_000, 2_000, 4_000, 8_000];
/** EC2's machines of one region fill ten to twenty pages. */
const mostPages = 200;

type Attributes = Readonly<Partial<Record<string, string>>>;

/** What to ask for: products that have all of these attributes, one question after another. */
const questions: Readonly<Record<PriceService, (region: string) => readonly Attributes[]>> = {
  msk: regionCode => [{ regionCode }],
  ec2: regionCode => [
    {
      regionCode,
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      capacitystatus: 'Used',
      preInstalledSw: 'NA',
      operation: 'RunInstances',
    },
    { regionCode, volumeApiName: 'gp3' },
    { regionCode, productFamily: 'Storage Snapshot' },
  ],
  // A transfer is of no region: it has one it comes from and one it goes to.
  'data-transfer': region => [{ fromRegionCode: region, transferType: 'IntraRegion' }],
  cloudwatch: regionCode => [{ regionCode }],
  kms: regionCode => [{ regionCode }],
  'load-balancers': regionCode => [{ regionCode }],
};

/** One of the texts in an answer: a product with its terms, where files have them in two maps. */
const listedProduct = z.object({
  serviceCode: z.string(),
  version: z.string(),
  publicationDate: z.string(),
  product: priceProduct,
  terms: z.object({ OnDemand: z.optional(priceTerms), Reserved: z.optional(priceTerms) }),
});

/** Of the three regions that answer GetProducts, the one that is near; each knows the prices of all. */
export function pricingRegionNear(region = ''): string {
  if (/^(eu|il|me|af)-/.test(region)) return 'eu-central-1';
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1';
}

/** The AWS Price List by GetProducts, which needs credentials with `pricing:GetProducts`, and no large files. */
export function queryPriceList(client: PricingClient, sleep: (ms: number) => Promise<void>): PriceList {
  const repeat = repeatingCalls('*', sleep, pausesMs);
  return {
    async readOffer(service, region, types) {
      const code = offerCodes[service];
      const where = `GetProducts ${code} ${region}`;
      const collector = collectOffer({ service, region, types, where });
      let edition: ListEdition | undefined;
      for (const attributes of questions[service](region)) {
        for await (const text of products(client, code, attributes, repeat)) {
          const { version, publicationDate, product, terms } = parse(text, code, where);
          if (edition !== undefined && edition.version !== version) throw replaced(where);
          edition = { version, publishedAt: publicationDate };
          for (const [kind, ofKind] of Object.entries(terms)) {
            for (const row of productRows(product, kind, ofKind)) collector.add(row);
          }
        }
      }
      if (edition === undefined)
        throw new OperationError('AwsRefused', `${where} finds nothing: AWS lists nothing there`);
      return collector.finish(edition);
    },
  };
}

async function* products(
  client: PricingClient,
  serviceCode: string,
  attributes: Attributes,
  repeat: RepeatCall,
): AsyncGenerator<string, void, undefined> {
  const Filters = Object.entries(attributes).map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }));
  const command = { ServiceCode: serviceCode, FormatVersion: 'aws_v1', MaxResults: 100, Filters };
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: GetProductsCommandOutput = await repeat(
      'pricing:GetProducts',
      async () => await client.send(new GetProductsCommand({ ...command, NextToken: token })),
    );
    for (const text of answer.PriceList ?? []) yield String(text);
    if (answer.NextToken === undefined || answer.NextToken === '') return;
    token = answer.NextToken;
  }
  throw unusable(`GetProducts ${serviceCode}`, `it has no end after ${mostPages} pages`);
}

function parse(text: string, code: string, where: string): z.infer<typeof listedProduct> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw unusable(where, 'a product in it is not JSON, or not all of it', cause);
  }
  const { data, error } = listedProduct.safeParse(document);
  if (error !== undefined)
    throw unusable(where, `a product has no ${error.issues[0]?.path.map(String).join('.') ?? ''}`);
  if (data.serviceCode !== code) throw unusable(where, `it lists products of ${data.serviceCode}`);
  return data;
}

function replaced(where: string): OperationError {
  const message = `the price list ${where} was replaced while it was read; try again`;
  return new OperationError('AwsUnavailable', message, { retryable: true });
}
