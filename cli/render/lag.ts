import { counted, duration, grouped } from '../../src/domain/lag/figures.ts';
import { isFailure } from '../../src/domain/lag/unreadable.ts';
import type { GroupVerdict, LagReport, Unreadable, Verdict } from '../../src/domain/lag/verdict.ts';
import { verdicts } from '../../src/domain/lag/verdict.ts';
import { layOutFindings } from './findings.ts';
import { whereIs } from './member.ts';
import { type Page, type Paint, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable, type TableRow } from './table.ts';

export interface LagPage extends Page {
  /** For the age of the sample. */
  readonly nowMs: number;
  /** How many groups to show at most; the worst come first. */
  readonly topGroups: number;
  /** Above is what a low terminal still shows. Absent: below, where the eyes are when a check has ended. */
  readonly summary?: 'above';
}

/** What a person reads after a lag check: groups worst first, then what holds for all of it. */
export function renderLagCheck(report: LagReport, page: LagPage): string {
  const shown = report.groups.slice(0, page.topGroups);
  const rows = shown.map(group => toRow(group, page));
  const summary = layOutNotes([describeTotals(report), describeSample(report, page.nowMs)], 0, page);
  return joinSections([
    page.summary === 'above' ? summary : [],
    rows.length === 0 ? ['no group to judge'] : layOutTable(columns, rows, page),
    describeRest(report.groups.slice(page.topGroups), page),
    layOutFindings(report.groups, page),
    ...describeUnreadable(report, page),
    page.summary === 'above' ? [] : summary,
  ]);
}

const columns: readonly Column[] = [
  { title: 'VERDICT' },
  { title: 'GROUP', cutDownTo: 16 },
  { title: 'KIND', leaveOutRank: 2 },
  { title: 'STATE', leaveOutRank: 3 },
  { title: 'LAG', align: 'right' },
  { title: 'PARTITIONS', align: 'right', leaveOutRank: 1 },
];

function toRow(group: GroupVerdict, page: Page): TableRow {
  const name = toSafeText(group.group);
  const cells = [
    paint(page, verdictPaint[group.verdict], group.verdict),
    group.nextStep === undefined ? name : paint(page, 'bold', name),
    group.kind,
    group.state,
    grouped(group.lagRecords),
    grouped(group.partitionCount),
  ];
  return { cells, notes: [...describeTrouble(group, page), ...describeUnread(group)] };
}

function describeTrouble(group: GroupVerdict, page: Page): string[] {
  const { verdict, evidence, nextStep, partitions, furtherPartitions } = group;
  if (verdict === 'OK') return [];
  const others = Math.max(0, partitions.length - 1) + furtherPartitions;
  const more = others === 0 ? '' : ` (and ${counted(others, 'more partition')}${verdict === 'NEW' ? '' : ' not OK'})`;
  const notes = [toSafeText(`${evidence}${more}`)];
  const [worst] = partitions;
  if (worst?.owner !== undefined) {
    notes.push(toSafeText(`${worst.topic}-${worst.partition} is assigned to ${whereIs(worst.owner)}`));
  }
  if (nextStep !== undefined) {
    notes.push(`${paint(page, 'cyan', 'next:')} ${toSafeText(nextStep.sentence)} (${nextStep.runbook})`);
  }
  return notes;
}

function describeUnread({ unreadablePartitions = 0 }: GroupVerdict): string[] {
  return unreadablePartitions === 0 ? [] : [`${counted(unreadablePartitions, 'partition')} could not be read`];
}

const verdictPaint: Readonly<Record<Verdict, Paint>> = {
  OK: 'green',
  NEW: 'dim',
  WARN: 'yellow',
  REWOUND: ['red'],
  STOPPED: ['red', 'bold'],
  STALLED: ['red', 'bold'],
};

function describeRest(rest: readonly GroupVerdict[], page: Page): string[] {
  if (rest.length === 0) {
    return [];
  }
  const byVerdict = verdicts
    .map(verdict => [verdict, rest.filter(group => group.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${grouped(count)} ${verdict}`);
  return layOutNotes(
    [`… and ${counted(rest.length, 'more group')}: ${byVerdict.toReversed().join(', ')}; --top shows more`],
    0,
    page,
  );
}

const unreadableShown = 10;

/** A partition that nobody has committed to is no failure, and must not read like one. */
function describeUnreadable({ unreadable }: LagReport, page: Page): string[][] {
  const tell = (entries: readonly Unreadable[]) => entries.map(({ what, sentence }) => `${what}: ${sentence}`);
  return [
    listUnder('Could not be read', tell(unreadable.filter(isFailure)), page),
    listUnder('Nothing to judge', tell(unreadable.filter(entry => !isFailure(entry))), page),
  ];
}

function listUnder(title: string, sentences: readonly string[], page: Page): string[] {
  if (sentences.length === 0) {
    return [];
  }
  const shown = sentences.slice(0, unreadableShown).map(toSafeText);
  const further = sentences.length - shown.length;
  return [
    paint(page, 'yellow', `${title}:`),
    ...layOutNotes(further > 0 ? [...shown, `… and ${grouped(further)} more; --json has them all`] : shown, 2, page),
  ];
}

function describeTotals({ totals }: LagReport): string {
  const byVerdict = verdicts
    .filter(verdict => totals.byVerdict[verdict] > 0)
    .toReversed()
    .map(verdict => `${grouped(totals.byVerdict[verdict])} ${verdict}`);
  return [
    [counted(totals.groups, 'group'), byVerdict.length > 0 ? ` (${byVerdict.join(', ')})` : ''].join(''),
    counted(totals.groupPartitions, 'partition'),
    `${counted(totals.lagRecords, 'record')} behind`,
    ...(totals.unreadable > 0 ? [`${grouped(totals.unreadable)} not readable`] : []),
  ].join(', ');
}

function describeSample({ clusterId, takenAt, snapshotMs, window }: LagReport, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - Date.parse(takenAt));
  const span =
    window.samples === 1 ? 'one sample' : `${grouped(window.samples)} samples over ${duration(window.spanMs)}`;
  return `cluster ${toSafeText(clusterId)}, read at ${takenAt} (${duration(ageMs)} ago) in ${duration(snapshotMs)}; ${span}`;
}
