import type { Read } from '../cost/quantities.ts';
import type { PerfField } from './perf-fields.ts';

/** Reads one field; what is wrong is kept, and the other value taken meanwhile. */
export type Take = <G, T, D>(
  field: PerfField,
  given: G | undefined,
  reading: (given: G) => Read<T>,
  otherwise: D,
) => T | D;
