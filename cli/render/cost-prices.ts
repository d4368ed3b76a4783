import { meters } from '../../src/domain/cost/meter.ts';
import type { PriceOverview, RegionOverview, ShownPrice } from '../../src/domain/cost/price-overview.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

interface ShownPrices extends PriceOverview {
  readonly savedAt: string | undefined;
  readonly regions: readonly (RegionOverview & { readonly list?: readonly ShownPrice[] })[];
}

const regionColumns: readonly Column[] = [
  { title: 'REGION' },
  { title: 'LOCATION', cutDownTo: 10, leaveOutRank: 1 },
  { title: 'STANDARD', align: 'right' },
  { title: 'EXPRESS', align: 'right' },
  { title: 'EC2', align: 'right' },
  { title: 'PRICES', align: 'right', leaveOutRank: 2 },
  { title: 'OLDEST' },
  { title: 'NEWEST', leaveOutRank: 3 },
];
const priceColumns: readonly Column[] = [
  { title: 'METER', cutDownTo: 16 },
  { title: 'TYPE' },
  { title: 'USD', align: 'right' },
  { title: 'UNIT', leaveOutRank: 3 },
  { title: 'DATE' },
  { title: 'SOURCE', cutDownTo: 12, leaveOutRank: 1 },
];
const sourceColumns: readonly Column[] = [{ title: 'SOURCE' }, { title: 'DATE' }];

export function renderPrices(
  { dataDate, savedAt, regions, notes, sources, missingEverywhere }: ShownPrices,
  page: Page,
): string {
  const place = savedAt === undefined ? 'as they came with this program' : `from ${toSafeText(savedAt)}`;
  const used = new Set(regions.flatMap(({ list = [] }) => list.map(({ sourceId }) => sourceId)));
  const shownSources = Object.entries(sources).filter(([id]) => used.size === 0 || used.has(id));
  return joinSections([
    layOutNotes([`MSK prices of ${dataDate}, ${place}; list prices in USD, without tax`], 0, page),
    regions.some(({ list }) => list !== undefined)
      ? []
      : layOutTable(
          regionColumns,
          regions.map(region => rowOf(region, page)),
          page,
        ),
    ...regions.map(region => priceList(region, page)),
    titled('No price anywhere, so missing on every bill:', [missingEverywhere.join(', ')], page),
    layOutTable(
      sourceColumns,
      shownSources.map(([id, { title, date, where }]) => ({
        cells: [id, date],
        notes: [toSafeText(title), ...(isWide(page) ? [toSafeText(where)] : [])],
      })),
      page,
    ),
    titled('Notes:', notes.map(toSafeText), page),
  ]);
}

function rowOf(region: RegionOverview, page: Page) {
  const { types, missing, note } = region;
  return {
    cells: [
      region.region,
      toSafeText(region.location),
      grouped(types.standard),
      types.express === 0 ? paint(page, 'yellow', 'none') : grouped(types.express),
      types.ec2 === 0 ? paint(page, 'yellow', 'none') : grouped(types.ec2),
      grouped(region.prices),
      region.oldest,
      region.newest,
    ],
    notes: [
      ...(missing.length === 0 ? [] : [`no price: ${missingText(missing)}`]),
      ...(note === undefined ? [] : [toSafeText(note)]),
    ],
  };
}

function priceList({ region, location, list, missing, note }: ShownPrices['regions'][number], page: Page): string[] {
  if (list === undefined) return [];
  const rows = list.map(({ meter, item = '', usd, unit, date, sourceId }) => ({
    cells: [meter, item, usd, unit, date, toSafeText(sourceId)],
  }));
  return [
    paint(page, 'bold', `${region} (${toSafeText(location)}): ${counted(list.length, 'price')}`),
    ...layOutTable(priceColumns, rows, page),
    ...layOutNotes(missing.length === 0 ? [] : [`no price: ${missingText(missing)}`], 0, page),
    ...layOutNotes(note === undefined ? [] : [toSafeText(note)], 0, page),
  ];
}

function titled(title: string, lines: readonly string[], page: Page): readonly string[] {
  return lines.join('') === '' ? [] : [paint(page, 'yellow', title), ...layOutNotes(lines, 2, page)];
}

/** Addresses are no words to be broken: they are left out where they would not fit. */
export const isWide = ({ columns = Infinity }: Page): boolean => columns >= 160;

const products = [
  ['msk-express-', 'MSK Express'],
  ['msk-serverless-', 'MSK Serverless'],
  ['ec2-', 'EC2'],
  ['ebs-', 'EBS'],
  ['inter-az-', 'traffic between zones'],
  ['cloudwatch-', 'CloudWatch'],
  ['kms-', 'KMS'],
  ['nlb-', 'load balancers'],
] as const;

/** A product of which everything is missing is told by its name. */
function missingText(missing: readonly string[]): string {
  const all = Object.keys(meters);
  const gone = products.filter(([prefix]) => all.every(meter => !meter.startsWith(prefix) || missing.includes(meter)));
  const others = missing.filter(meter => !gone.some(([prefix]) => meter.startsWith(prefix)));
  return [...gone.map(([, name]) => name), ...others].join(', ');
}
