import Table from 'cli-table3';
import { type Page, paint } from './page.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** May be cut down to this width where the page is narrow. */
  readonly cutDownTo?: number;
  /** Left out where the page is too narrow even so, the lowest rank first. Absent: always shown. */
  readonly leaveOutRank?: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Lines under the row, indented to its second column and wrapped. */
  readonly notes?: readonly string[];
}

const gap = 2;

/** Lines of an aligned table without borders, no line longer than the page is wide. Cells are already safe text. */
export function layOutTable(columns: readonly Column[], rows: readonly TableRow[], page: Page): string[] {
  const widths = naturalWidths(columns, rows);
  const kept = columnsThatFit(columns, widths, page.columns);
  const fitted = cutToFit(
    kept.map(at => ({ width: widths[at]!, leastWidth: leastWidth(columns[at]!, widths[at]!) })),
    page.columns,
  );
  const aligns = kept.map(at => columns[at]!.align ?? 'left');
  const titles = kept.map(at => paint(page, 'dim', columns[at]!.title));
  const cells = [titles, ...rows.map(row => kept.map(at => row.cells[at] ?? ''))];
  const [head = '', ...lines] = inChunks(cells).flatMap(chunk => toLines(newTable(fitted, aligns), chunk));
  const indent = fitted[0]! + gap;
  return [head, ...lines.flatMap((line, at) => [line, ...layOutNotes(rows[at]?.notes ?? [], indent, page)])];
}

/** Text wrapped at words to the page, each line indented. */
export function layOutNotes(notes: readonly string[], indent: number, page: Page): string[] {
  const margin = ' '.repeat(indent);
  const width = page.columns === undefined ? undefined : Math.max(20, page.columns - indent);
  return notes.flatMap(note => {
    const table = newTable([width], ['left'], 0);
    return toLines(table, [[note]]).map(line => `${margin}${line}`);
  });
}

function naturalWidths(columns: readonly Column[], rows: readonly TableRow[]): number[] {
  const cells = [columns.map(({ title }) => title), ...rows.map(row => row.cells)];
  const widthsOfChunks = inChunks(cells).map(chunk => {
    const table = newTable([], []);
    toLines(table, chunk);
    // The layout of cli-table3 leaves the widths it found, gap included, in its options.
    return columns.map((_, at) => (table.options.colWidths[at] ?? gap) - gap);
  });
  return columns.map((_, at) => Math.max(...widthsOfChunks.map(widths => widths[at]!)));
}

/** The time that cli-table3 takes grows with the square of the rows: 16 s for ten thousand at once. */
function inChunks<T>(rows: readonly T[], chunkSize = 50): T[][] {
  return Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, at) =>
    rows.slice(at * chunkSize, (at + 1) * chunkSize),
  );
}

function columnsThatFit(columns: readonly Column[], widths: readonly number[], pageWidth = Infinity): number[] {
  let kept = columns.map((_, at) => at);
  const leastTotal = () => kept.reduce((total, at) => total + leastWidth(columns[at]!, widths[at]!) + gap, -gap);
  const byRank = kept
    .filter(at => columns[at]!.leaveOutRank !== undefined)
    .sort((a, b) => columns[a]!.leaveOutRank! - columns[b]!.leaveOutRank!);
  for (const leftOut of byRank) {
    if (leastTotal() <= pageWidth) {
      break;
    }
    kept = kept.filter(at => at !== leftOut);
  }
  return kept;
}

function leastWidth(column: Column, width: number): number {
  return Math.min(width, column.cutDownTo ?? width);
}

function cutToFit(
  columns: readonly { readonly width: number; readonly leastWidth: number }[],
  pageWidth = Infinity,
): number[] {
  let excess = columns.reduce((total, { width }) => total + width + gap, -gap) - pageWidth;
  return columns.map(({ width, leastWidth: least }) => {
    const cut = Math.max(0, Math.min(excess, width - least));
    excess -= cut;
    return width - cut;
  });
}

function newTable(widths: readonly (number | undefined)[], aligns: readonly ('left' | 'right')[], padding = gap) {
  return new Table({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': padding, head: [], border: [], compact: true },
    colWidths: widths.map(width => (width === undefined ? null : width + padding)),
    colAligns: [...aligns],
    wordWrap: padding === 0,
  });
}

const noBorders = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle']
    .flatMap(name => [name, `${name}-mid`, `${name}-left`, `${name}-right`])
    .map(name => [name, '']),
);

function toLines(table: InstanceType<typeof Table>, rows: readonly (readonly string[])[]): string[] {
  table.push(...rows.map(cells => [...cells]));
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd());
}
