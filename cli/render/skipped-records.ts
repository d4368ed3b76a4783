import { counted, grouped, isoInstant } from '../../src/domain/lag/figures.ts';
import { keyOf } from '../../src/domain/offsets/commit.ts';
import { byteSize } from '../../src/domain/records/entry-facts.ts';
import type { ShownBytes } from '../../src/domain/records/show-bytes.ts';
import type { SchemaReference } from '../../src/domain/records/value-format.ts';
import type { Peek, PeekedEntry } from '../../src/operations/peek-skipped-records.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { layOutNotes } from './table.ts';

/** What is in the records that a plan skips, each with its parts under it. */
export function layOutPeek({ entries, problems, morePartitions }: Peek, page: Page): readonly string[] {
  const more = morePartitions === 0 ? [] : [`… and records of ${counted(morePartitions, 'partition')} more`];
  return [
    ...entries.flatMap(entry => [paint(page, 'bold', headOf(entry)), ...layOutNotes(partsOf(entry), 2, page)]),
    ...problems.flatMap(row => layOutNotes([`${toSafeText(keyOf(row))}: ${toSafeText(row.problem)}`], 0, page)),
    ...more,
  ];
}

function headOf({ entry, ...where }: PeekedEntry): string {
  const written = entry.timestampMs === undefined ? '' : `, ${isoInstant(entry.timestampMs)}`;
  const what = entry.kind === 'marker' ? `${entry.ends} marker of a transaction` : byteSize(entry.sizeBytes);
  return `${toSafeText(keyOf(where))} offset ${grouped(entry.offset)}: ${what}${written}`;
}

function partsOf({ entry, key, value, headers }: PeekedEntry): readonly string[] {
  if (entry.kind === 'marker') return [];
  const more = entry.headerCount - headers.length;
  return [
    `key: ${key === undefined ? 'none' : describe(key)}`,
    `value: ${value === undefined ? 'none' : describe(value)}`,
    ...headers.map(
      header => `header ${toSafeText(header.name)}: ${header.value === undefined ? 'none' : describe(header.value)}`,
    ),
    ...(more > 0 ? [`and ${counted(more, 'header')} more`] : []),
  ];
}

/** The text comes last: it can hold anything, whatever looks like an end included. */
function describe({ shownAs, text, bytes, isCut, schema, undecoded }: ShownBytes): string {
  const about = [
    `${shownAs}, ${byteSize(bytes)}`,
    ...(schema === undefined || shownAs === 'text' ? [] : [describeSchema(schema)]),
    ...(undecoded === undefined ? [] : [`not decoded: ${toSafeText(undecoded)}`]),
  ];
  return `(${about.join('; ')}) ${toSafeText(text)}${isCut ? '…' : ''}`;
}

function describeSchema(schema: SchemaReference): string {
  return schema.kind === 'confluent' ? `schema ${schema.schemaId}` : `Glue schema version ${schema.schemaVersionId}`;
}
