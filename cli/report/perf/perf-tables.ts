import { grouped } from '../../../src/domain/lag/figures.ts';
import { type PerfSide, resultOf } from '../../../src/domain/perf/comparison.ts';
import type { Latency } from '../../../src/domain/perf/latency.ts';
import { byteSize } from '../../../src/domain/records/entry-facts.ts';
import { rateText } from '../../render/perf-words.ts';
import { type Html, html, nothing } from '../html.ts';
import { renderTable } from '../table.ts';

/** More rows than this nobody reads. */
const secondsShown = 600;

export function renderSeconds({ name, report }: PerfSide): Html {
  const rows = resultOf(report)
    .seconds.slice(0, secondsShown)
    .map(({ second, records, bytes, failedRecords, p50Ms, p99Ms, maxMs }) => [
      `${second} s`,
      grouped(records),
      byteSize(bytes),
      grouped(failedRecords),
      ...[p50Ms, p99Ms, maxMs].map(ms => ms?.toFixed(2) ?? '–'),
    ]);
  const columns = ['Second', '#Records', '#Bytes', '#Failed', '#p50 (ms)', '#p99 (ms)', '#Max (ms)'];
  return renderTable({ title: `Each second of ${name}`, columns, rows });
}

export function renderLatencies(sides: readonly PerfSide[]): Html {
  const rows = sides.flatMap(({ name, report }) => {
    const { latency, latencyFromSend } = resultOf(report);
    return [
      [name, ...cellsOf(latency)],
      [`${name}, from send`, ...cellsOf(latencyFromSend)],
    ];
  });
  const columns = ['Latency (ms)', '#Average', '#p50', '#p95', '#p99', '#p99.9', '#Max'];
  return renderTable({ title: 'Latencies in milliseconds', columns, rows });
}

function cellsOf(latency: Latency | undefined): string[] {
  if (latency === undefined) return ['–', '–', '–', '–', '–', '–'];
  const { averageMs, p50Ms, p95Ms, p99Ms, p999Ms, maxMs } = latency;
  return [averageMs, p50Ms, p95Ms, p99Ms, p999Ms, maxMs].map(ms => ms.toFixed(2));
}

export function renderErrors(sides: readonly PerfSide[]): Html {
  const rows = sides.flatMap(({ name, report }) => {
    const { errors, retries, readBack } = resultOf(report);
    const told: readonly (readonly [string, string, string])[] = [
      ...errors.map(({ error, count }) => [name, `failed: ${error}`, grouped(count)] as const),
      ...retries.map(({ error, count }) => [name, `batches sent again: ${error}`, grouped(count)] as const),
      ...(readBack === undefined
        ? [[name, 'not read back', '–'] as const]
        : [
            [name, 'lost', grouped(readBack.lost)] as const,
            [name, 'more than once', grouped(readBack.duplicates)] as const,
            [name, 'out of order', grouped(readBack.outOfOrder)] as const,
          ]),
    ];
    return told;
  });
  return renderTable({ title: 'Errors and losses', columns: ['Load', 'What', '#Count'], rows });
}

export function renderRamp({ name, report }: PerfSide): Html {
  if (report.results.length < 2) return nothing;
  const rows = report.results.map(({ load, recordsPerSecond, bytesPerSecond, latency, verdict }) => [
    rateText(load.recordsPerSecond),
    grouped(recordsPerSecond),
    byteSize(bytesPerSecond),
    latency?.p99Ms.toFixed(2) ?? '–',
    verdict.kind,
  ]);
  const columns = ['Asked, records/s', '#Achieved', '#Bytes/s', '#p99 (ms)', 'Verdict'];
  const { kneeRecordsPerSecond: knee } = report;
  const found =
    knee === undefined ? 'Not even the first rate was kept up with.' : `It keeps up with ${grouped(knee)} records/s.`;
  return html`<section class="card"><h2>Ramp of ${name}</h2><p>${found}</p>
${renderTable({ title: `Rates of ${name}`, columns, rows })}</section>`;
}
