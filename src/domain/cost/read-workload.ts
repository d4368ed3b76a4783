import type { EstimateRequest } from './estimate-request.ts';
import type { FieldReader } from './field-reader.ts';
import { readCount, readNumber, readRate, readSeconds, readShare, readSize } from './quantities.ts';
import type { Workload } from './workload.ts';

/** The workload of a request; what cannot be read is told to the reader. */
export function readWorkload(request: EstimateRequest, { take, expect, name }: FieldReader): Workload {
  const averageIn = take('in', request.in, readRate, 1);
  const peakIn = take('peakIn', request.peakIn, readRate, averageIn);
  const fanOut = take('fanOut', request.fanOut, given => readNumber(given, 0, 1_000), 1);
  const averageOut = take('out', request.out, text => readRate(text, 0), Math.round(averageIn * fanOut));
  // Readers that keep up read as fast as is written.
  const peakOut = take(
    'peakOut',
    request.peakOut,
    text => readRate(text, 0),
    Math.round((averageOut * peakIn) / averageIn),
  );
  const retention = take('retention', request.retention, readSeconds, 1);
  const localRetention = take('localRetention', request.localRetention, readSeconds, retention);
  const replicationFactor = take('replicationFactor', request.replicationFactor, given => readCount(given, 1, 6, 3), 3);
  const tieredReadShare = take('tieredReadShare', request.tieredReadShare, given => readShare(given, 0, 1), 0);
  expect(
    'fanOut',
    request.fanOut === undefined || request.out === undefined,
    () => `and ${name('out')} say the same; give one`,
  );
  expect(
    'peakIn',
    peakIn >= averageIn,
    () => `is below the average of ${name('in')}; give the highest rate, such as ${request.in}`,
  );
  expect(
    'peakOut',
    peakOut >= averageOut,
    () => `is below the average out; give the highest rate, such as ${averageOut / 1e6}MB/s`,
  );
  expect(
    'localRetention',
    localRetention <= retention,
    () =>
      `is longer than ${name('retention')}; give the part that stays on the brokers' disks, such as ${request.retention}`,
  );
  expect(
    'tieredReadShare',
    tieredReadShare === 0 || localRetention < retention,
    () => `needs a tier; give a ${name('localRetention')} shorter than ${name('retention')}`,
  );
  const partitions = take('partitions', request.partitions, given => readCount(given, 1, 10_000_000, 1_000), 1);
  const topics = take('topics', request.topics, given => readCount(given, 1, 10_000_000, 100), undefined);
  expect(
    'topics',
    (topics ?? 1) <= partitions,
    () => `is more than ${name('partitions')}; each topic has at least one, so ${partitions} at most`,
  );
  const zones = take('zones', request.zones, given => readCount(given, 1, 6, 3), 3);
  const sameZoneFetch = take('sameZoneFetch', request.sameZoneFetch, given => readShare(given, 0, 1), undefined);
  expect(
    'sameZoneFetch',
    zones > 1 || (sameZoneFetch ?? 1) === 1,
    () => `is for several ${name('zones')}; in one, everything is read inside it`,
  );
  return {
    region: request.region,
    averageInBytesPerSecond: averageIn,
    peakInBytesPerSecond: peakIn,
    averageOutBytesPerSecond: averageOut,
    peakOutBytesPerSecond: peakOut,
    recordBytes: take('recordSize', request.recordSize, readSize, 1_000),
    retentionSeconds: retention,
    localRetentionSeconds: localRetention,
    tieredReadShare,
    replicationFactor,
    partitions,
    ...(topics === undefined ? {} : { topics }),
    zones,
    sameZoneFetchShare: sameZoneFetch,
    compressionRatio: take('compression', request.compression, given => readNumber(given, 1, 100), 1),
    growthPerMonth: take('growth', request.growth, given => readShare(given, -0.5, 1), 0),
    connections: take('connections', request.connections, given => readCount(given, 0, 10_000_000, 100), 100),
    consumerGroups: take(
      'consumerGroups',
      request.consumerGroups,
      given => readCount(given, 0, 1_000_000, 3),
      Math.ceil(fanOutOf(averageOut, averageIn)),
    ),
  };
}

const fanOutOf = (out: number, into: number): number => Math.round((out / into) * 1e6) / 1e6;
