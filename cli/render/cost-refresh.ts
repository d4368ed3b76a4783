import { isFarMove, isGone, type PriceChange, type RegionChanges } from '../../src/domain/cost/price-refresh.ts';
import { counted } from '../../src/domain/lag/figures.ts';
import type { RefreshReport } from '../../src/operations/refresh-prices.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'METER', cutDownTo: 16 },
  { title: 'TYPE' },
  { title: 'WAS', align: 'right' },
  { title: 'IS', align: 'right' },
  { title: '' },
];

export function renderRefresh(report: RefreshReport, page: Page): string {
  return joinSections([
    ...report.regions.map(region => renderRegion(region, page)),
    report.unread.length === 0
      ? []
      : [
          paint(page, 'yellow', 'Could not be read, and keep their prices:'),
          ...layOutNotes(
            report.unread.map(({ region, error }) => `${region}: ${toSafeText(error.message)}`),
            2,
            page,
          ),
        ],
    layOutNotes([endOf(report)], 0, page),
  ]);
}

function renderRegion(
  { region, publishedOn, unchangedPrices, changes, unknownUsageTypes }: RegionChanges,
  page: Page,
): string[] {
  const rows = changes.map(change => ({
    cells: [change.meter, change.item ?? '', change.formerUsd ?? '', change.usd ?? '', tell(change, page)],
  }));
  return [
    paint(page, 'bold', `${region}, list of ${publishedOn}: ${unchangedPrices} as they were, ${changes.length} differ`),
    ...(rows.length === 0 ? [] : layOutTable(columns, rows, page)),
    ...layOutNotes(
      unknownUsageTypes.length === 0 ? [] : [`${counted(unknownUsageTypes.length, 'usage type')} on no bill of ours`],
      0,
      page,
    ),
  ];
}

function tell(change: PriceChange, page: Page): string {
  if (isGone(change)) return paint(page, 'red', 'gone');
  if (change.formerUsd === undefined) return 'new';
  const { movedPercent = 0 } = change;
  const moved = `${movedPercent > 0 ? '+' : ''}${movedPercent} %`;
  return isFarMove(change) ? paint(page, 'red', `${moved}, look at it`) : moved;
}

function endOf({ outcome, writtenTo = '', regions }: RefreshReport): string {
  switch (outcome) {
    case 'written':
      return `${counted(regions.length, 'region')} written to ${toSafeText(writtenTo)}; delete that file to go back`;
    case 'refused':
      return 'a price there was is gone: nothing was written; look at it, then add --accept-missing';
    case 'failed':
      return 'no region could be read: nothing was written';
    case 'planned':
      return 'nothing was written; add --apply to use these prices';
  }
}
