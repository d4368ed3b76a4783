import { type Html, html } from './html.ts';

export type Cell = string | Html;

export interface PageTable {
  readonly title: string;
  /** A title that begins with `#` is of a column of numbers. */
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A table that on a phone becomes a list of blocks, each figure with its title. The roles are written out because
 * changing how a table is laid out takes them away in some browsers.
 */
export function renderTable({ title, columns, rows }: PageTable): Html {
  const heads = columns.map(toColumn);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table role="table">
<caption class="unseen">${title}</caption>
<thead role="rowgroup"><tr role="row">${heads.map(renderHead)}</tr></thead>
<tbody role="rowgroup">${rows.map(cells => html`<tr role="row">${cells.map((cell, at) => renderCell(cell, heads[at]))}</tr>`)}</tbody>
</table>
</div>`;
}

interface PageColumn {
  readonly title: string;
  readonly kind: 'name' | 'number' | 'text';
}

function toColumn(title: string, at: number): PageColumn {
  if (title.startsWith('#')) {
    return { title: title.slice(1), kind: 'number' };
  }
  return { title, kind: at === 0 ? 'name' : 'text' };
}

function renderHead({ title, kind }: PageColumn): Html {
  return html`<th scope="col" role="columnheader" class="${kind}">${title}</th>`;
}

function renderCell(cell: Cell, column: PageColumn | undefined): Html {
  const { title, kind } = column ?? { title: '', kind: 'text' };
  return kind === 'name'
    ? html`<th scope="row" role="rowheader" class="name">${cell}</th>`
    : html`<td role="cell" class="${kind}" data-title="${title}">${cell}</td>`;
}
