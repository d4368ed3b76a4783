/** A load as flags and files put it: quantities are text with their unit, so that none is mistaken. */
export interface PerfFields {
  readonly topic?: string;
  readonly allowExisting?: boolean;
  readonly force?: boolean;
  readonly partitions?: number | string;
  readonly replicationFactor?: number | string;
  /** `name=value` of the topic that is made. */
  readonly topicSettings?: readonly string[];
  /** `5000/s` (records), `50MB/s`, or `max`. */
  readonly rate?: string;
  readonly records?: number | string;
  readonly duration?: string;
  readonly warmUp?: string;
  readonly warmUpRecords?: number | string;
  /** `1KB`, `100B..2KB`, or shares: `1KB:90%,10KB:10%`. */
  readonly recordSize?: string;
  readonly keys?: number | string;
  readonly keySkew?: number | string;
  readonly compressibility?: number | string;
  readonly seed?: number | string;
  readonly consumers?: number | string;
  readonly acks?: string;
  readonly idempotence?: boolean;
  readonly compression?: string;
  readonly linger?: string;
  readonly batchSize?: string;
  readonly bufferMemory?: string;
  readonly maxInFlight?: number | string;
  readonly deliveryTimeout?: string;
  readonly requestTimeout?: string;
  readonly readBack?: boolean;
  /** `p99=50ms`, `achieved=99%`. */
  readonly slo?: readonly string[];
  /** `10MB/s..100MB/s` or `1000/s..10000/s`. */
  readonly ramp?: string;
  readonly rampSteps?: number | string;
}

export type PerfField = keyof PerfFields;
