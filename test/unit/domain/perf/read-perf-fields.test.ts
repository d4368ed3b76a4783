import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../../src/domain/errors.ts';
import type { PerfFields } from '../../../../src/domain/perf/perf-fields.ts';
import { readPerfFields } from '../../../../src/domain/perf/read-perf-fields.ts';

describe('a load as it is written', () => {
  it('has a safe default for everything', () => {
    expect(readPerfFields({})).toMatchObject({
      topic: { kind: 'own', name: undefined, partitions: 6, replicationFactor: undefined },
      load: {
        recordsPerSecond: undefined,
        amount: { kind: 'time', durationMs: 60_000, warmUpMs: 5_000 },
        producer: { acks: 'all', isIdempotent: true, compression: 'none' },
        slo: { leastAchievedShare: 0.995 },
        readsBack: true,
      },
    });
  });

  it.each([
    [{ rate: '5000/s' }, 5_000],
    [{ rate: '5000' }, 5_000],
    [{ rate: '10MB/s', recordSize: '500B' }, 20_000],
    [{ rate: '10MB/s', recordSize: '100B:50%,900B:50%' }, 20_000],
    [{ rate: '1MiB/s', recordSize: '512B..1536B' }, 1_024],
    [{ rate: 'max' }, undefined],
    [{ rate: '-1' }, undefined],
  ] satisfies [PerfFields, number | undefined][])('reads the rate of %j', (fields, recordsPerSecond) => {
    expect(readPerfFields(fields).load.recordsPerSecond).toBe(recordsPerSecond);
  });

  it('makes even steps of a ramp', () => {
    expect(readPerfFields({ ramp: '100/s..400/s', rampSteps: 4 }).ramp).toEqual({
      recordsPerSecond: [100, 200, 300, 400],
    });
  });

  it.each([
    [{ rate: '5 apples' }, /^rate "5 apples" .* 5000\/s \(records\) or max$/],
    [{ rate: '0/s' }, /is nothing/],
    [{ recordSize: '4B' }, /too small: a record takes 12 bytes/],
    [{ recordSize: '1KB:50%,2KB:40%' }, /comes to 90 % of all records/],
    [{ recordSize: '2KB..1KB' }, /begins above its end/],
    [{ acks: '0' }, /with 0 nobody knows what was written/],
    [{ acks: '1', idempotence: true }, /needs acks all/],
    [{ slo: ['p98=1ms'] }, /write p99=50ms/],
    [{ slo: ['p99=soon'] }, /no length of time/],
    [{ keySkew: 1 }, /^keySkew needs keys$/],
    [{ ramp: '10/s..5/s' }, /does not rise/],
    [{ ramp: '1/s..5/s', rate: '3/s' }, /sets the rates itself/],
    [{ records: 10, duration: '1m' }, /two amounts/],
    [{ warmUpRecords: 5 }, /needs a number of records/],
    [{ topic: 'no good' }, /is no name of a topic/],
    [{ allowExisting: true }, /^topic is missing/],
    [{ topicSettings: ['retention'] }, /write it like retention.ms=3600000/],
    [{ compression: 'brotli' }, /none of none, gzip, snappy, lz4, zstd/],
  ] satisfies [PerfFields, RegExp][])('refuses %j in one line', (fields, sentence) => {
    expect(() => readPerfFields(fields)).toThrow(sentence);
    expect(() => readPerfFields(fields)).toThrow(OperationError);
  });

  it('names everything that is wrong at once, as it was written', () => {
    const fields = { rate: 'fast', linger: '-1', acks: '2' };
    expect(() => readPerfFields(fields, field => `--${field}`)).toThrow(/--rate .*; --linger|--acks .*; /);
  });
});
