import { offerCodes } from '../../src/adapters/prices/price-row.ts';
import type { PriceService } from '../../src/domain/cost/price-service.ts';
import type { OfferProduct } from './price-offer.ts';

const version = '20260729211408';
const publicationDate = '2026-07-29T21:14:08Z';

/** A bulk offer file in JSON: products and terms in two maps. */
export function offerFile(products: readonly OfferProduct[], service: PriceService = 'msk'): Record<string, unknown> {
  const listed = bySku(products);
  return {
    formatVersion: 'v1.0',
    disclaimer: 'This pricing list is for informational purposes only.',
    offerCode: offerCodes[service],
    version,
    publicationDate,
    products: Object.fromEntries(listed.map(([sku, [product]]) => [sku, { sku, attributes: product.attributes }])),
    terms: {
      OnDemand: Object.fromEntries(listed.map(([sku, prices]) => [sku, termsOf(prices.filter(isOnDemand))])),
    },
  };
}

/** Products as GetProducts answers them: each a text, its terms within. */
export function productTexts(products: readonly OfferProduct[], service: PriceService): string[] {
  return bySku(products).map(([sku, prices]) =>
    JSON.stringify({
      product: { sku, attributes: prices[0].attributes },
      serviceCode: offerCodes[service],
      terms: {
        OnDemand: termsOf(prices.filter(isOnDemand)),
        Reserved: termsOf(prices.filter(price => !isOnDemand(price))),
      },
      version,
      publicationDate,
    }),
  );
}

const columns = [
  'SKU',
  'OfferTermCode',
  'RateCode',
  'TermType',
  'PriceDescription',
  'EffectiveDate',
  'StartingRange',
  'EndingRange',
  'Unit',
  'PricePerUnit',
  'Currency',
  'LeaseContractLength',
  'PurchaseOption',
  'OfferingClass',
  'serviceCode',
  'Location Type',
  'Instance Type',
  'usageType',
  'operation',
  'Region Code',
  'VPCNetworkingSupport',
] as const;

/** A bulk offer file in CSV: five lines about itself, the names of the columns, then a line a price. */
export function offerCsv(products: readonly OfferProduct[], service: PriceService = 'ec2'): string {
  const head = [
    ['FormatVersion', 'v1.0'],
    ['Disclaimer', 'This pricing list is for informational purposes only, and so "on".'],
    ['Publication Date', publicationDate],
    ['Version', version],
    ['OfferCode', offerCodes[service]],
    columns,
  ];
  return `${[...head, ...products.map(cellsOf)].map(csvLine).join('\n')}\n`;
}

export const csvLine = (cells: readonly string[]): string =>
  cells.map(cell => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',');

export function cellsOf({
  sku,
  attributes,
  unit,
  usd,
  currency = 'USD',
  beginRange = '0',
  lease,
}: OfferProduct): string[] {
  const cells: Partial<Record<(typeof columns)[number], string>> = {
    SKU: sku,
    TermType: lease === undefined ? 'OnDemand' : 'Reserved',
    PriceDescription: `$${usd} per unit, as listed`,
    StartingRange: beginRange,
    EndingRange: 'Inf',
    Unit: unit,
    PricePerUnit: usd,
    Currency: currency,
    ...(lease === undefined
      ? {}
      : { LeaseContractLength: lease, PurchaseOption: 'No Upfront', OfferingClass: 'standard' }),
    'Location Type': attributes['locationType'] ?? '',
    'Instance Type': attributes['instanceType'] ?? '',
    usageType: attributes['usagetype'] ?? '',
    operation: attributes['operation'] ?? '',
    'Region Code': attributes['regionCode'] ?? '',
    VPCNetworkingSupport: 'true',
  };
  return columns.map(column => cells[column] ?? '');
}

type Prices = [OfferProduct, ...OfferProduct[]];

const bySku = (products: readonly OfferProduct[]): [string, Prices][] => [
  ...(Map.groupBy(products, ({ sku }) => sku) as Map<string, Prices>),
];

const isOnDemand = ({ lease }: OfferProduct): boolean => lease === undefined;

function termsOf(prices: readonly OfferProduct[]): Record<string, unknown> {
  return Object.fromEntries(
    prices.map(({ sku, unit, usd, currency = 'USD', beginRange = '0', lease }, at) => {
      const rateCode = `${sku}.TERM${at}.6YS6EN2CT7`;
      const dimension = {
        rateCode,
        unit,
        beginRange,
        endRange: 'Inf',
        appliesTo: [],
        pricePerUnit: { [currency]: usd },
      };
      const commitment = { LeaseContractLength: lease, PurchaseOption: 'No Upfront', OfferingClass: 'standard' };
      return [
        `${sku}.TERM${at}`,
        {
          sku,
          offerTermCode: `TERM${at}`,
          effectiveDate: '2026-07-01T00:00:00Z',
          priceDimensions: { [rateCode]: dimension },
          termAttributes: lease === undefined ? {} : commitment,
        },
      ];
    }),
  );
}
