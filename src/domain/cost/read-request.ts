import { OperationError } from '../errors.ts';
import { regionProblem } from './check-region.ts';
import { isFitForBrokers } from './ec2-machines.ts';
import type { EstimateRequest, RequestField } from './estimate-request.ts';
import { startReading } from './field-reader.ts';
import { expressTypes } from './msk-express-types.ts';
import { standardTypes } from './msk-standard-types.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import { readOptions } from './read-options.ts';
import { readWorkload } from './read-workload.ts';
import type { Workload } from './workload.ts';

export interface EstimateQuestion {
  readonly workload: Workload;
  readonly options: EstimateOptions;
  /** What was not given, and taken to be. */
  readonly assumed: readonly string[];
}

/**
 * Reads a request, all of it. Rejects with InputInvalid: everything that is wrong in one line, each behind the name of
 * its field as `nameOf` has it (a flag, a field of JSON).
 */
export function readRequest(
  request: EstimateRequest,
  book: PriceBook,
  nameOf: (field: RequestField) => string = fieldOfJson,
): EstimateQuestion {
  const reader = startReading(nameOf);
  const unknownRegion = regionProblem(request.region, book.regions);
  reader.expect('region', unknownRegion === undefined, () => unknownRegion ?? '');
  const workload = readWorkload(request, reader);
  const options = readOptions(request, reader);
  for (const type of request.types ?? []) {
    const problem = typeProblem(type, request.region, book, options);
    reader.expect('types', problem === undefined, () => problem ?? '');
  }
  const { brokers, maxBrokers } = options.constraints;
  const few = Math.max(workload.zones, Math.floor((brokers ?? 0) / workload.zones) * workload.zones);
  reader.expect(
    'brokers',
    brokers === undefined || brokers % workload.zones === 0,
    () => `${brokers} is no multiple of the ${workload.zones} of ${nameOf('zones')}; write ${few}`,
  );
  reader.expect(
    'brokers',
    brokers === undefined || maxBrokers === undefined || brokers <= maxBrokers,
    () => `${brokers} is more than ${nameOf('maxBrokers')} allows; give one of them`,
  );
  if (reader.problems.length > 0) {
    throw new OperationError('InputInvalid', `the workload cannot be estimated: ${reader.problems.join('; ')}`);
  }
  return { workload, options, assumed: assumptionsOf(request, nameOf) };
}

/** What is wrong with a type to choose from: nobody sells it there, or neither model would build a cluster of it. */
function typeProblem(type: string, region: string, book: PriceBook, options: EstimateOptions): string | undefined {
  const shown = JSON.stringify(type);
  const advice = 'write kafka.m7g.large, express.m7g.large or m7g.large';
  if (typeMeters.every(meter => book.find(meter, type, region) === undefined))
    return `${shown} has no price in ${region}; ${advice}`;
  const isSized =
    [...standardTypes, ...expressTypes].some(known => known.type === type) ||
    book.machines.some(machine => machine.type === type && isFitForBrokers(machine, options));
  if (isSized) return undefined;
  const { ec2MinimumVirtualCpus: cpus, ec2MinimumMemoryGib: gib } = options.factors;
  return `${shown} is left out: it lives on CPU credits, or has less than ${cpus} vCPUs and ${gib} GiB; ${advice}`;
}

/** What is read of `people` here is its rate; its tasks are of a checked shape. */
const fieldOfJson = (field: RequestField): string => (field === 'people' ? 'people.usdPerHour' : field);

const typeMeters = ['msk-standard-broker-hour', 'msk-express-broker-hour', 'ec2-instance-hour'] as const;

const defaults: readonly (readonly [RequestField, (name: (field: RequestField) => string) => string])[] = [
  ['peakIn', name => `peaks as the average, since ${name('peakIn')} was not given`],
  ['recordSize', name => `records of 1 KB, since ${name('recordSize')} was not given`],
  ['connections', name => `100 connections, since ${name('connections')} was not given`],
];

function assumptionsOf(request: EstimateRequest, nameOf: (field: RequestField) => string): string[] {
  const missing = defaults.filter(([field]) => request[field] === undefined).map(([, told]) => told(nameOf));
  const isRead = request.out !== undefined || request.fanOut !== undefined;
  return isRead
    ? missing
    : [...missing, `each record is read once, since neither ${nameOf('fanOut')} nor ${nameOf('out')} was given`];
}
