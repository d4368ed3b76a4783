import type { EstimateRequest, RequestField } from '../cost/estimate-request.ts';

/** A workload as it was seen on a cluster: what a request can take, what it cannot, and what stands behind it. */
export interface MeasuredWorkload {
  /** What was measured, in the words of a request. Rates are as on the wire, after compression. */
  readonly workload: MeasuredFields;
  readonly measured: Measurement;
  /** Fields that could not be measured, and why. */
  readonly missing: readonly MissingField[];
  /** What the figures rest on, and what they cannot show. */
  readonly notes: readonly string[];
}

export type MeasuredFields = Partial<
  Pick<
    EstimateRequest,
    | 'region'
    | 'in'
    | 'peakIn'
    | 'out'
    | 'peakOut'
    | 'fanOut'
    | 'recordSize'
    | 'retention'
    | 'localRetention'
    | 'replicationFactor'
    | 'partitions'
    | 'topics'
    | 'zones'
    | 'connections'
    | 'consumerGroups'
  >
>;

export interface Measurement {
  /** `cluster …` or an ARN. */
  readonly what: string;
  readonly how: 'brokers' | 'metrics';
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly observed: readonly Observation[];
}

export interface Observation {
  readonly what: string;
  readonly value: number;
  readonly unit: 'bytes' | 'bytes/s' | 'records/s' | 'topics' | 'partitions' | 'groups' | 'brokers' | 'connections';
}

export interface MissingField {
  readonly field: RequestField;
  readonly why: string;
}

/** A part of a measurement: fields, what is missing of them, what is to be said, what was seen. */
export interface MeasuredPart {
  readonly workload?: MeasuredFields;
  readonly missing?: readonly MissingField[];
  readonly notes?: readonly string[];
  readonly observed?: readonly Observation[];
}

export function joined(about: Omit<Measurement, 'observed'>, parts: readonly MeasuredPart[]): MeasuredWorkload {
  return {
    workload: Object.fromEntries(parts.flatMap(({ workload = {} }) => Object.entries(workload))),
    measured: { ...about, observed: parts.flatMap(({ observed = [] }) => observed) },
    missing: parts.flatMap(({ missing = [] }) => missing),
    notes: parts.flatMap(({ notes = [] }) => notes),
  };
}

const mostFanOut = 1_000;
const mostRetentionSeconds = 3_660 * 86_400;

/** A rate as a request says it, exact to the byte. */
export const rateText = (bytesPerSecond: number): string => `${Math.round(bytesPerSecond)}B/s`;

export const sizeText = (bytes: number): string => `${Math.max(1, Math.round(bytes))}B`;

/** `7d`, `1d12h`, `90s`: a length of time as a request says it, exact to the second. */
export function secondsText(seconds: number): string {
  let rest = Math.min(mostRetentionSeconds, Math.max(1, Math.round(seconds)));
  const parts = (
    [
      ['d', 86_400],
      ['h', 3_600],
      ['m', 60],
      ['s', 1],
    ] as const
  ).map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('');
}

/** What is read, by what is written: so that one of them can be given anew and the other follows. */
export function readFields(bytesOut: number, bytesIn: number): MeasuredFields {
  if (bytesIn === 0) return {};
  const fanOut = bytesOut / bytesIn;
  return fanOut > mostFanOut ? { out: rateText(bytesOut) } : { fanOut: Number(fanOut.toFixed(9)) };
}

/** What no longer holds of a measurement where another value is given for a field. */
const dependents: Readonly<Partial<Record<RequestField, readonly RequestField[]>>> = {
  in: ['peakIn', 'peakOut'],
  peakIn: ['peakOut'],
  out: ['fanOut', 'peakOut'],
  fanOut: ['out', 'peakOut'],
  retention: ['localRetention'],
  partitions: ['topics'],
};

/** A measured workload with what was given in the place of what was measured. */
export function withGiven(
  measured: Partial<EstimateRequest>,
  given: Partial<EstimateRequest>,
): Partial<EstimateRequest> {
  const gone = new Set(Object.keys(given).flatMap(field => dependents[field as RequestField] ?? []));
  const left = Object.entries(measured).filter(([field]) => !gone.has(field as RequestField));
  return { ...Object.fromEntries(left), ...given };
}
