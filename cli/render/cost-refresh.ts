import { isFarMove, isGone, isLeap, type OfferChanges, type PriceChange } from '../../src/domain/cost/price-refresh.ts';
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

/** Of one meter more changes than these are one row, but for those that somebody has to look at. */
const rowsOfMeter = 8;

export function renderRefresh(report: RefreshReport, page: Page): string {
  return joinSections([
    ...report.lists.map(list => renderList(list, page)),
    report.unread.length === 0
      ? []
      : [
          paint(page, 'yellow', 'Could not be read, and keep their prices:'),
          ...layOutNotes(
            report.unread.map(({ service, region, error }) => `${service} ${region}: ${toSafeText(error.message)}`),
            2,
            page,
          ),
        ],
    layOutNotes([endOf(report)], 0, page),
  ]);
}

function renderList(list: OfferChanges, page: Page): string[] {
  const { service, region, publishedOn, unchangedPrices, changes, unknownUsageTypes } = list;
  const rows = [...Map.groupBy(changes, ({ meter }) => meter).values()].flatMap(ofMeter => rowsOf(ofMeter, page));
  const heading = `${service} ${region}, list of ${publishedOn}: ${unchangedPrices} as they were, ${changes.length} differ`;
  return [
    paint(page, 'bold', heading),
    ...(rows.length === 0 ? [] : layOutTable(columns, rows, page)),
    ...layOutNotes(
      unknownUsageTypes.length === 0 ? [] : [`${counted(unknownUsageTypes.length, 'usage type')} on no bill of ours`],
      0,
      page,
    ),
  ];
}

/** Machines come by the hundred, most of them new or moved by a rounding. */
function rowsOf(changes: readonly PriceChange[], page: Page): { readonly cells: string[] }[] {
  const notable = changes.filter(change => isGone(change) || isFarMove(change));
  const others = changes.filter(change => !notable.includes(change));
  if (others.length <= rowsOfMeter) return changes.map(change => rowOf(change, page));
  const moves = others.flatMap(({ movedPercent }) => movedPercent ?? []);
  const added = others.length - moves.length;
  const told = [
    ...(added === 0 ? [] : [`${added} new`]),
    ...(moves.length === 0
      ? []
      : [`${moves.length} moved, ${signed(Math.min(...moves))} … ${signed(Math.max(...moves))}`]),
  ];
  const summary = [changes[0]!.meter, counted(others.length, 'type'), '', '', told.join(', ')];
  return [{ cells: summary }, ...notable.map(change => rowOf(change, page))];
}

const rowOf = (change: PriceChange, page: Page): { readonly cells: string[] } => ({
  cells: [change.meter, change.item ?? '', change.formerUsd ?? '', change.usd ?? '', tell(change, page)],
});

const signed = (percent: number): string => `${percent > 0 ? '+' : ''}${percent} %`;

function tell(change: PriceChange, page: Page): string {
  if (isGone(change)) return paint(page, 'red', 'gone');
  if (change.formerUsd === undefined) return 'new';
  const moved = signed(change.movedPercent ?? 0);
  return isFarMove(change) ? paint(page, 'red', `${moved}, look at it`) : moved;
}

function endOf({ outcome, writtenTo = '', lists }: RefreshReport): string {
  switch (outcome) {
    case 'written':
      return `${counted(lists.length, 'list')} written to ${toSafeText(writtenTo)}; delete that file to go back`;
    case 'refused':
      return `nothing was written: ${refusalsOf(lists).join('; ')}`;
    case 'failed':
      return 'no list could be read: nothing was written';
    case 'planned':
      return 'nothing was written; add --apply to use these prices';
  }
}

function refusalsOf(lists: readonly OfferChanges[]): string[] {
  const changes = lists.flatMap(list => list.changes);
  return [
    ...(changes.some(isGone) ? ['a price there was is gone; look at it, then add --accept-missing'] : []),
    ...(changes.some(isLeap)
      ? ['a price is ten times what it was, or a tenth; look at it, then add --accept-leaps']
      : []),
  ];
}
