import { grouped } from '../../src/domain/lag/figures.ts';
import type { ComparedRow, PerfComparison, RowUnit } from '../../src/domain/perf/comparison.ts';
import { byteSize } from '../../src/domain/records/entry-facts.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

export function renderPerfComparison({ sides, rows, differences }: PerfComparison, page: Page): string {
  const columns: readonly Column[] = [
    { title: '' },
    ...sides.map(({ name }) => ({ title: toSafeText(name), align: 'right' as const })),
    { title: 'RATIO', align: 'right' },
  ];
  const cells = rows.map(row => ({
    cells: [row.name, ...row.values.map(value => figureText(value, row.unit)), ratioText(row, page)],
  }));
  const costs = sides.flatMap(({ name, cost }) => (cost === undefined ? [] : [`${toSafeText(name)}: ${cost.basis}`]));
  return joinSections([
    layOutTable(columns, cells, page),
    layOutNotes(costs, 0, page),
    differences.length === 0
      ? []
      : [paint(page, 'yellow', 'The loads were not alike:'), ...layOutNotes(differences.map(toSafeText), 2, page)],
  ]);
}

export function figureText(value: number | undefined, unit: RowUnit): string {
  if (value === undefined) return '–';
  switch (unit) {
    case 'records/s':
      return `${grouped(value)}/s`;
    case 'bytes/s':
      return `${byteSize(value)}/s`;
    case 'ms':
      return `${value.toFixed(2)} ms`;
    case 'records':
      return grouped(value);
    case 'usd/GB':
      return `${value.toFixed(4)} USD/GB`;
    case 'usd/h':
      return `${value.toFixed(4)} USD/h`;
    case 'share':
      return `${(value * 100).toFixed(1)} %`;
  }
}

function ratioText({ ratio, better }: ComparedRow, page: Page): string {
  if (ratio === undefined) return '–';
  const isBetter = better === 'more' ? ratio > 1 : ratio < 1;
  const text = `× ${ratio.toFixed(2)}`;
  return Math.abs(ratio - 1) < 0.02 ? text : paint(page, isBetter ? 'green' : 'yellow', text);
}
