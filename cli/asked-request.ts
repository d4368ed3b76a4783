import { parseEstimateRequest } from '../src/adapters/cost-request/parse-request.ts';
import type { EstimateRequest } from '../src/domain/cost/estimate-request.ts';
import type { PriceBook } from '../src/domain/cost/price-book.ts';
import { readRequest } from '../src/domain/cost/read-request.ts';
import { parseMskArn } from '../src/domain/kafka/msk-arn.ts';
import { type MeasuredWorkload, withGiven } from '../src/domain/workload/measured-workload.ts';
import type { Cli } from './cli.ts';
import { flagOf, requestOf, type WorkloadFlags } from './cost-flags.ts';
import { measureCluster } from './measure-cluster.ts';
import { refuseUnusedMeasureFlags } from './measure-flags.ts';
import { readWorkloadFile } from './read-workload-file.ts';
import { toSafeText } from './render/safe-text.ts';

export interface AskedRequest {
  readonly request: EstimateRequest;
  readonly measured: MeasuredWorkload | undefined;
}

/**
 * What a command line asks: flags, over what a file says, over what a cluster shows, over `otherwise`. Rejects with
 * InputInvalid, before anything is measured where it can.
 */
export async function askedRequest(
  cli: Cli,
  flags: WorkloadFlags,
  book: PriceBook,
  otherwise: Partial<EstimateRequest> = {},
): Promise<AskedRequest> {
  refuseUnusedMeasureFlags(flags);
  const file = flags.workload === undefined ? {} : await readWorkloadFile(cli.shell.cwd, flags.workload);
  const given = requestOf(flags, file);
  if (flags.measure !== true) {
    return { request: parseEstimateRequest({ ...otherwise, ...given }, flagOf), measured: undefined };
  }
  checkGiven(given, flags, book);
  const measured = await measureCluster(cli, flags);
  const request = withGiven(withGiven(otherwise, measured.workload), given);
  tellMissing(cli, measured, given, request);
  return { request: parseEstimateRequest(request, flagOf), measured };
}

/** Nobody should wait a minute to hear that a flag is wrong: the least that a measurement could bring stands in for it. */
function checkGiven(given: Partial<EstimateRequest>, { cluster = '' }: WorkloadFlags, book: PriceBook): void {
  const arn = parseMskArn(cluster);
  const region = arn.kind === 'parsed' ? arn.arn.region : 'us-east-1';
  const least = { region, in: '1B/s', retention: '3660d', localRetention: '1s', partitions: 1 };
  readRequest(parseEstimateRequest(withGiven(least, given), flagOf), book, flagOf);
}

const needed = ['region', 'in', 'retention', 'partitions'] as const;

function tellMissing(
  { shell }: Cli,
  { missing }: MeasuredWorkload,
  given: Partial<EstimateRequest>,
  request: Partial<EstimateRequest>,
): void {
  for (const field of needed) {
    const why = missing.find(one => one.field === field)?.why;
    if (why === undefined || given[field] !== undefined) continue;
    const instead = request[field] === undefined ? '' : `; ${request[field]} is taken`;
    shell.stderr.write(`note: ${flagOf(field)} could not be measured: ${toSafeText(why)}${instead}\n`);
  }
}
