import * as z from 'zod/mini';
import { OperationError } from '../../domain/errors.ts';
import type { PerfField, PerfFields } from '../../domain/perf/perf-fields.ts';
import { problemsOf } from '../documents/schema-problems.ts';

const text = z.optional(z.string());
const figure = z.optional(z.union([z.number(), z.string()]));
const flag = z.optional(z.boolean());
const texts = z.optional(z.readonly(z.array(z.string())));

const requestSchema = z.strictObject({
  ...{
    topic: text,
    allowExisting: flag,
    force: flag,
    partitions: figure,
    replicationFactor: figure,
    topicSettings: texts,
  },
  ...{ rate: text, records: figure, duration: text, warmUp: text, warmUpRecords: figure },
  ...{ recordSize: text, keys: figure, keySkew: figure, compressibility: figure, seed: figure, consumers: figure },
  ...{ acks: text, idempotence: flag, compression: text, linger: text, batchSize: text, bufferMemory: text },
  ...{ maxInFlight: figure, deliveryTimeout: text, requestTimeout: text },
  ...{ readBack: flag, slo: texts, ramp: text, rampSteps: figure },
} satisfies Record<PerfField, unknown>);

const example = '{"rate": "10MB/s", "duration": "1m", "recordSize": "1KB", "slo": ["p99=50ms"]}';

/** A document as the load it asks for. Rejects with InputInvalid, all that is wrong with its shape in one line. */
export function parsePerfRequest(document: unknown): PerfFields {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new OperationError('InputInvalid', `the request is no object such as ${example}`);
  }
  const problems = problemsOf(requestSchema, document);
  if (problems.length === 0) return document;
  throw new OperationError(
    'InputInvalid',
    `the request cannot be read: ${problems.join('; ')}; write it like ${example}`,
  );
}
