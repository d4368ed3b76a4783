import { counted, grouped } from '../../src/domain/lag/figures.ts';
import type { Latency } from '../../src/domain/perf/latency.ts';
import type { PerfPlan } from '../../src/domain/perf/perf-plan.ts';
import type { ConsumerShare, ErrorCount, LoadResult, PerfReport, ReadBack } from '../../src/domain/perf/perf-report.ts';
import type { Verdict } from '../../src/domain/perf/slo.ts';
import { byteSize } from '../../src/domain/records/entry-facts.ts';
import { type Page, paint } from './page.ts';
import { loadText, rateText } from './perf-words.ts';
import { layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

/** What a dry run tells. */
export function renderPerfPlan(plan: PerfPlan, page: Page, isApplied: boolean): string {
  const { clusterId, topic, loads, checks, risk } = plan;
  const made = topic.isOwn ? 'made for it and removed after it' : 'which is there and stays';
  const place = `topic ${toSafeText(topic.name)}: ${counted(topic.partitions, 'partition')}, ${topic.replicationFactor} ${topic.replicationFactor === 1 ? 'copy' : 'copies'}, ${made}`;
  const isBlocked = checks.some(({ level }) => level === 'block');
  const end = isBlocked
    ? paint(page, 'red', 'refused: nothing was written')
    : `${toSafeText(risk)}${isApplied ? '' : '; nothing was written yet, --apply does it'}`;
  return joinSections([
    layOutNotes([`load on cluster ${toSafeText(clusterId)}, ${place}`, ...loads.map(loadText)], 0, page),
    layOutChecks(checks, page),
    [end],
  ]);
}

export function renderPerfReport(report: PerfReport, page: Page): string {
  const { results, kneeRecordsPerSecond: knee, cleanUp, topic } = report;
  const isRamp = results.length > 1 || knee !== undefined;
  return joinSections([
    ...(isRamp ? [layOutRamp(results, page)] : []),
    ...results.slice(-1).map(result => layOutResult(result, page)),
    knee === undefined
      ? []
      : [`the cluster keeps up with ${grouped(knee)} records/s, and no longer with the next rate`],
    cleanUp.kind === 'left'
      ? layOutNotes(
          [`topic ${topic.name} is left: ${toSafeText(cleanUp.reason)}; remove it: kafka-steward perf clean --apply`],
          0,
          page,
        )
      : [],
  ]);
}

const latencyColumns: readonly Column[] = [
  { title: 'LATENCY (ms)' },
  ...['AVERAGE', 'P50', 'P95', 'P99', 'P99.9', 'MAX'].map(title => ({ title, align: 'right' as const })),
];

function layOutResult(result: LoadResult, page: Page): readonly string[] {
  const { latency, latencyFromSend, brokers, verdict } = result;
  const shares = brokers.map(({ brokerId, records }) => `${brokerId}: ${grouped(records)}`).join(', ');
  const rows = [
    { cells: ['from when records were to be sent', ...latencyCells(latency)] },
    { cells: ['from when requests left', ...latencyCells(latencyFromSend)] },
  ];
  return [
    ...layOutTable(latencyColumns, rows, page),
    '',
    ...layOutNotes(
      [
        ...errorLines(result),
        ...(shares === '' ? [] : [`records by broker: ${shares}`]),
        ...(result.readBack === undefined ? [] : [readBackText(result.readBack)]),
        ...(result.consumers === undefined ? [] : [consumersText(result.consumers)]),
        ...pauseLines(result),
        ...(result.neverSentRecords === 0
          ? []
          : [`${counted(result.neverSentRecords, 'record')} due were never begun`]),
      ],
      0,
      page,
    ),
    '',
    result.officialLine,
    verdictLine(verdict, page),
  ];
}

function verdictLine({ kind, reasons }: Verdict, page: Page): string {
  if (kind === 'passed') return paint(page, 'green', kind);
  if (kind === 'interrupted') return `${paint(page, 'yellow', kind)}: this is what was sent until then`;
  return `${paint(page, 'red', kind)}: ${reasons.join('; ')}`;
}

const latencyCells = (latency: Latency | undefined): string[] =>
  latency === undefined
    ? ['–', '–', '–', '–', '–', '–']
    : [latency.averageMs, latency.p50Ms, latency.p95Ms, latency.p99Ms, latency.p999Ms, latency.maxMs].map(ms =>
        ms.toFixed(2),
      );

function errorLines({ errors, retries, failedRecords }: LoadResult): string[] {
  const list = (counts: readonly ErrorCount[]) =>
    counts.map(({ error, count }) => `${error} ${grouped(count)}`).join(', ');
  return [
    ...(failedRecords === 0 ? [] : [`failed records: ${list(errors)}`]),
    ...(retries.length === 0 ? [] : [`batches sent again: ${list(retries)}`]),
  ];
}

function consumersText({ count, bytesPerSecond, behindRecords }: ConsumerShare): string {
  return `${counted(count, 'consumer')} read ${byteSize(bytesPerSecond)}/s together and ${count === 1 ? 'was' : 'were'} ${counted(behindRecords, 'record')} behind at the end`;
}

const notablePauseMs = 100;

function pauseLines({ longestPauseMs }: LoadResult): string[] {
  if (longestPauseMs < notablePauseMs) return [];
  return [
    `this machine itself paused for up to ${longestPauseMs} ms, which is in the latencies: send from one with less to do`,
  ];
}

function readBackText({ read, lost, duplicates, outOfOrder, writtenThoughFailed, problems }: ReadBack): string {
  if (problems.length > 0) return `not read back: ${problems.map(toSafeText).join('; ')}`;
  const though = writtenThoughFailed === 0 ? '' : `, ${grouped(writtenThoughFailed)} there that were told as failed`;
  return `read back ${counted(read, 'record')}: ${grouped(lost)} lost, ${counted(duplicates, 'duplicate')}, ${grouped(outOfOrder)} out of order${though}`;
}

const rampColumns: readonly Column[] = [
  ...['ASKED/S', 'ACHIEVED/S', 'BYTES/S', 'P50', 'P99', 'FAILED'].map(title => ({ title, align: 'right' as const })),
  { title: '' },
];

function layOutRamp(results: readonly LoadResult[], page: Page): readonly string[] {
  const rows = results.map(({ load, recordsPerSecond, bytesPerSecond, latency, failedRecords, verdict }) => ({
    cells: [
      rateText(load.recordsPerSecond),
      grouped(recordsPerSecond),
      byteSize(bytesPerSecond),
      latency?.p50Ms.toFixed(2) ?? '–',
      latency?.p99Ms.toFixed(2) ?? '–',
      grouped(failedRecords),
      verdict.kind === 'passed' ? '' : paint(page, 'red', verdict.kind),
    ],
  }));
  return layOutTable(rampColumns, rows, page);
}
