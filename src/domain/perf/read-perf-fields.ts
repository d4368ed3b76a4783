import { type Read, readCount, readNumber, readShare, readSize } from '../cost/quantities.ts';
import { OperationError } from '../errors.ts';
import type { PerfField, PerfFields } from './perf-fields.ts';
import { compressions, type PerfRequest, type PerfTopic, type ProducerSettings } from './perf-load.ts';
import { readAmount, readRamp } from './read-amount.ts';
import { readMs } from './read-ms.ts';
import { readSizes } from './read-sizes.ts';
import { readSlo } from './read-slo.ts';
import { averageBytes } from './record-sizes.ts';
import type { Take } from './take-field.ts';

/**
 * Reads a load, and names every field that is wrong at once. `nameOf`: how the user wrote it, such as a flag. Rejects
 * with InputInvalid.
 */
export function readPerfFields(fields: PerfFields, nameOf: (field: PerfField) => string = field => field): PerfRequest {
  const problems: string[] = [];
  const take: Take = (field, given, reading, otherwise) => {
    if (given === undefined) return otherwise;
    const outcome = reading(given);
    if (outcome.kind === 'read') return outcome.value;
    problems.push(`${nameOf(field)} ${outcome.why}`);
    return otherwise;
  };
  const sizes = take('recordSize', fields.recordSize, readSizes, [{ leastBytes: 1_000, mostBytes: 1_000, share: 1 }]);
  const recordBytes = averageBytes(sizes);
  const keys = take('keys', fields.keys, given => readCount(given, 1, 1_000_000), undefined);
  const skew = take('keySkew', fields.keySkew, given => readNumber(given, 0, 5), 0);
  const compressibility = take('compressibility', fields.compressibility, given => readShare(given, 0, 0.99), 0);
  const { recordsPerSecond, amount } = readAmount(fields, recordBytes, take);
  const request: PerfRequest = {
    topic: readTopic(fields, take),
    isForced: fields.force === true,
    load: {
      recordsPerSecond,
      amount,
      workload: {
        sizes,
        keys: keys === undefined ? undefined : { cardinality: keys, skew },
        compressibility,
        seed: take('seed', fields.seed, given => readCount(given, 0, 4_294_967_295), 1),
      },
      producer: readProducer(fields, take),
      slo: take('slo', fields.slo ?? [], readSlo, { leastAchievedShare: 0, latencies: [] }),
      consumers: take('consumers', fields.consumers, given => readCount(given, 0, 20), 0),
      readsBack: fields.readBack !== false,
    },
    ramp: readRamp(fields, recordBytes, take),
  };
  if (keys === undefined && fields.keySkew !== undefined) problems.push(`${nameOf('keySkew')} needs ${nameOf('keys')}`);
  if (fields.ramp !== undefined && fields.rate !== undefined) {
    problems.push(`${nameOf('ramp')} sets the rates itself; leave ${nameOf('rate')} out`);
  }
  if (problems.length === 0) return request;
  throw new OperationError('InputInvalid', problems.join('; '));
}

function readTopic(fields: PerfFields, take: Take): PerfTopic {
  const name = take('topic', fields.topic, readName, undefined);
  if (fields.allowExisting === true) {
    // Asked for only here: what is missing is a problem of the same list.
    return { kind: 'existing', name: take('topic', name ?? '', readName, '') };
  }
  const replicationFactor = take(
    'replicationFactor',
    fields.replicationFactor,
    given => readCount(given, 1, 15),
    undefined,
  );
  return {
    kind: 'own',
    name,
    partitions: take('partitions', fields.partitions, given => readCount(given, 1, 10_000), 6),
    replicationFactor,
    settings: take('topicSettings', fields.topicSettings ?? [], readSettings, {}),
  };
}

function readProducer(fields: PerfFields, take: Take): ProducerSettings {
  const acks = take('acks', fields.acks, readAcks, 'all' as const);
  const settings = {
    acks,
    isIdempotent: fields.idempotence ?? acks === 'all',
    compression: take('compression', fields.compression, oneOf(compressions), 'none' as const),
    lingerMs: take('linger', fields.linger, given => readMs(given, 0, 60_000), 5),
    batchBytes: take('batchSize', fields.batchSize, readSize, 16_384),
    bufferBytes: take('bufferMemory', fields.bufferMemory, readSize, 64 * 1_048_576),
    maxInFlight: take('maxInFlight', fields.maxInFlight, given => readCount(given, 1, 5), 5),
    deliveryTimeoutMs: take('deliveryTimeout', fields.deliveryTimeout, given => readMs(given, 100, 3_600_000), 120_000),
    requestTimeoutMs: take('requestTimeout', fields.requestTimeout, given => readMs(given, 100, 3_600_000), 30_000),
  };
  const needsAll = () => ({
    kind: 'unusable' as const,
    why: 'needs acks all: brokers number only what all replicas have',
  });
  if (settings.isIdempotent && acks !== 'all') take('idempotence', true, needsAll, true);
  return settings;
}

function readAcks(given: string): Read<'all' | '1'> {
  if (given === 'all' || given === '-1') return { kind: 'read', value: 'all' };
  if (given === '1') return { kind: 'read', value: '1' };
  const why = `${JSON.stringify(given)} is not all or 1; with 0 nobody knows what was written, so it cannot be measured`;
  return { kind: 'unusable', why };
}

const topicName = /^[A-Za-z0-9._-]{1,249}$/;

function readName(given: string): Read<string> {
  if (topicName.test(given) && given !== '.' && given !== '..') return { kind: 'read', value: given };
  if (given === '') return { kind: 'unusable', why: 'is missing: name the topic that is there' };
  return { kind: 'unusable', why: `${JSON.stringify(given)} is no name of a topic: letters, digits, . _ - up to 249` };
}

function readSettings(given: readonly string[]): Read<Readonly<Record<string, string>>> {
  const pairs = given.map(text => /^([a-z][a-z0-9.]*)=(.*)$/s.exec(text));
  const wrong = pairs.findIndex(pair => pair === null);
  if (wrong !== -1) {
    return {
      kind: 'unusable',
      why: `${JSON.stringify(given[wrong])} is no setting; write it like retention.ms=3600000`,
    };
  }
  return { kind: 'read', value: Object.fromEntries(pairs.map(pair => [pair![1]!, pair![2]!])) };
}

function oneOf<const T extends string>(choices: readonly T[]) {
  return (given: string): Read<T> => {
    const chosen = choices.find(choice => choice === given);
    return chosen === undefined
      ? { kind: 'unusable', why: `${JSON.stringify(given)} is none of ${choices.join(', ')}` }
      : { kind: 'read', value: chosen };
  };
}
