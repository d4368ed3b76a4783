import type { RegionOffer } from '../../domain/cost/price-refresh.ts';
import { collectOffer, type OfferQuestion, unusable } from './collect-offer.ts';
import { splitCsvLine } from './csv-line.ts';
import { offerCodes, type PriceRow } from './price-row.ts';

/** Lines of metadata, each a name and a value, before the line with the names of the columns. */
const headLines = ['FormatVersion', 'Disclaimer', 'Publication Date', 'Version', 'OfferCode'];

const columnOf = {
  usageType: 'usageType',
  operation: 'operation',
  region: 'Region Code',
  locationType: 'Location Type',
  term: 'TermType',
  lease: 'LeaseContractLength',
  purchaseOption: 'PurchaseOption',
  offeringClass: 'OfferingClass',
  unit: 'Unit',
  beginRange: 'StartingRange',
  currency: 'Currency',
  price: 'PricePerUnit',
} as const satisfies Partial<Record<keyof PriceRow, string>>;

/**
 * Reads the offer of EC2 in one region from its file in CSV, which has 250 MB and more. No more of it is held than the
 * line at hand and the prices that were found.
 */
export async function readOfferCsv(lines: AsyncIterable<string>, question: OfferQuestion): Promise<RegionOffer> {
  const { where } = question;
  const collector = collectOffer(question);
  const head: Record<string, string> = {};
  let columns: Columns | undefined;
  let at = 0;
  for await (const line of lines) {
    at += 1;
    if (columns !== undefined) {
      if (!isMeant(line)) continue;
      const cells = splitCsvLine(line);
      if (cells?.length !== columns.count) throw unusable(where, `line ${at} has not the ${columns.count} columns`);
      collector.add(columns.rowOf(cells));
    } else if (at <= headLines.length) {
      const [name = '', value = ''] = splitCsvLine(line) ?? [];
      head[name] = value;
    } else {
      const code = offerCodes[question.service];
      if (head['OfferCode'] !== code) throw unusable(where, `it is no price list of ${code} in CSV`);
      columns = columnsOf(splitCsvLine(line) ?? [], where);
    }
  }
  if (columns === undefined) throw unusable(where, 'it ends before its first price');
  return collector.finish({ version: head['Version'] ?? '', publishedAt: head['Publication Date'] ?? '' });
}

interface Columns {
  readonly count: number;
  readonly rowOf: (cells: readonly string[]) => PriceRow;
}

function columnsOf(names: readonly string[], where: string): Columns {
  const places = Object.entries(columnOf).map(([field, name]) => {
    const place = names.indexOf(name);
    if (place < 0) throw unusable(where, `it has no column ${name}`);
    return [field, place] as const;
  });
  return {
    count: names.length,
    rowOf: cells => ({
      ...(Object.fromEntries(places.map(([field, place]) => [field, cells[place] ?? ''])) as Record<
        keyof typeof columnOf,
        string
      >),
      computeFamily: '',
    }),
  };
}

/** Of ten million lines most are machines with a licence, which have a number behind the operation. */
function isMeant(line: string): boolean {
  if (line.includes('EBS:')) return true;
  return line.includes('BoxUsage:') && !line.includes('RunInstances:');
}
