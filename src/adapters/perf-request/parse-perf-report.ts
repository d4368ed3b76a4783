import * as z from 'zod/mini';
import { OperationError } from '../../domain/errors.ts';
import type { PerfReport } from '../../domain/perf/perf-report.ts';
import { problemsOf } from '../documents/schema-problems.ts';

const latency = z.optional(
  z.looseObject({
    ...{
      averageMs: z.number(),
      p50Ms: z.number(),
      p95Ms: z.number(),
      p99Ms: z.number(),
      p999Ms: z.number(),
      maxMs: z.number(),
    },
    curve: z.array(z.tuple([z.number(), z.number()])),
  }),
);
const counts = z.array(z.looseObject({ error: z.string(), count: z.number() }));

/** What a comparison reads of a report; more may be in it. */
const result = z.looseObject({
  load: z.looseObject({
    recordsPerSecond: z.optional(z.number()),
    amount: z.looseObject({ kind: z.enum(['time', 'records']) }),
    workload: z.looseObject({
      sizes: z.array(z.looseObject({ leastBytes: z.number(), mostBytes: z.number(), share: z.number() })),
    }),
    producer: z.looseObject({ acks: z.string() }),
  }),
  startedAt: z.string(),
  isInterrupted: z.boolean(),
  ...{ recordsPerSecond: z.number(), bytesPerSecond: z.number(), failedRecords: z.number() },
  achievedShare: z.optional(z.number()),
  ...{ latency, latencyFromSend: latency, errors: counts, retries: counts },
  seconds: z.array(z.looseObject({ second: z.number(), records: z.number(), bytes: z.number() })),
  readBack: z.optional(z.looseObject({ lost: z.number(), duplicates: z.number(), problems: z.array(z.string()) })),
  verdict: z.looseObject({ kind: z.enum(['passed', 'interrupted', 'failed']), reasons: z.array(z.string()) }),
  officialLine: z.string(),
});

const reportSchema = z.looseObject({
  kind: z.literal('perf-report'),
  clusterId: z.string(),
  topic: z.looseObject({ name: z.string(), partitions: z.number(), replicationFactor: z.number() }),
  results: z.array(result).check(z.minLength(1)),
  kneeRecordsPerSecond: z.optional(z.number()),
  cleanUp: z.looseObject({ kind: z.enum(['removed', 'left', 'not-ours']) }),
});

/** A text as the report it is. Rejects with InputInvalid. */
export function parsePerfReport(text: string, name: string): PerfReport {
  const [problem, ...others] = problemsOf(reportSchema, parseJson(text, name));
  if (problem === undefined) return JSON.parse(text) as PerfReport;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new OperationError(
    'InputInvalid',
    `${name} is no report of perf produce: ${problem}${more}; print one with --apply --json`,
  );
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OperationError('InputInvalid', `${name} is no JSON; print a report with perf produce --apply --json`, {
      cause,
    });
  }
}
