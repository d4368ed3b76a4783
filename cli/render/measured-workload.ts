import { counted, duration } from '../../src/domain/lag/figures.ts';
import type { MeasuredWorkload, Observation } from '../../src/domain/workload/measured-workload.ts';
import { notes } from './cost-comparison.ts';
import { valueText } from './cost-words.ts';
import type { Page } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutTable } from './table.ts';

const fieldColumns: readonly Column[] = [{ title: 'FIELD' }, { title: 'VALUE', align: 'right' }, { title: '' }];
const seenColumns: readonly Column[] = [
  { title: 'SEEN', cutDownTo: 20 },
  { title: '', align: 'right' },
];

/** The fields of a request that were measured, what was seen, what is missing, and what the figures rest on. */
export function renderMeasured(measured: MeasuredWorkload, page: Page): string {
  const fields = Object.entries(measured.workload).map(([field, value]) => ({
    cells: [field, String(value), readable(value)],
  }));
  const seen = measured.measured.observed.map(({ what, value, unit }) => ({
    cells: [what, seenText(value, unit)],
  }));
  return joinSections([
    [headline(measured)],
    fields.length === 0 ? [] : layOutTable(fieldColumns, fields, page),
    layOutTable(seenColumns, seen, page),
    notes('Not measured:', missingTexts(measured), page),
    notes('Notes:', measured.notes, page),
  ]);
}

function seenText(value: number, unit: Observation['unit']): string {
  if (unit === 'bytes' || unit === 'bytes/s') return valueText(value, unit);
  if (unit === 'records/s') return `${counted(Math.round(value), 'record')}/s`;
  return counted(Math.round(value), unit.slice(0, -1));
}

/** A file that `--workload` takes, with what has to be known of its figures as comments. */
export function renderMeasuredYaml(measured: MeasuredWorkload): string {
  const fields = Object.entries(measured.workload).map(([field, value]) => {
    const said = readable(value);
    return `${field}: ${String(value)}${said === '' ? '' : ` # ${said}`}`;
  });
  const comments = [
    headline(measured),
    ...missingTexts(measured).map(text => `not measured: ${text}`),
    ...measured.notes,
  ];
  return [...comments.map(text => `# ${toSafeText(text)}`), ...fields, ''].join('\n');
}

function headline({ measured: { what, how, from, to, seconds } }: MeasuredWorkload): string {
  const place = how === 'metrics' ? 'by CloudWatch' : 'on its brokers';
  return toSafeText(`measured ${place}: ${what}, for ${duration(seconds * 1_000)}, from ${from} to ${to}`);
}

const missingTexts = ({ missing }: MeasuredWorkload): string[] => missing.map(({ field, why }) => `${field}: ${why}`);

/** A rate or size in bytes with a unit that people read; nothing where it is short already. */
function readable(value: string | number): string {
  const [, bytes, perSecond] = /^(\d{4,})B(\/s)?$/.exec(String(value)) ?? [];
  return bytes === undefined ? '' : valueText(Number(bytes), perSecond === undefined ? 'bytes' : 'bytes/s');
}
