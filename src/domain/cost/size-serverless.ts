import { refuse } from './candidate.ts';
import { judgeDemands, refusalOf } from './demand.ts';
import { demand } from './load.ts';
import type { PriceBook } from './price-book.ts';
import type { Refusal, Sizing } from './sizing.ts';
import { mebibyte, megabyte } from './units.ts';
import type { Workload } from './workload.ts';

/** Of one cluster. They have grown: in 2023 it was 120 partitions and a day of retention. */
const serverlessQuotas = {
  ingressMegabytesPerSecond: 200,
  egressMegabytesPerSecond: 400,
  ingressMegabytesPerSecondPerPartition: 5,
  egressMegabytesPerSecondPerPartition: 10,
  partitions: 2_400,
  consumerGroups: 500,
  connections: 3_000,
  recordMebibytes: 8,
  source: 'MSK Developer Guide, limits: Serverless',
} as const;

const option = 'msk-serverless';

/** Serverless has no sizes: it fits all its quotas or it is refused, with each quota that breaks. */
export function sizeServerless(workload: Workload, book: PriceBook): Sizing {
  const q = serverlessQuotas;
  const into = workload.peakInBytesPerSecond / workload.compressionRatio;
  const out = workload.peakOutBytesPerSecond / workload.compressionRatio;
  const { partitions } = workload;
  const of = (unit: 'bytes/s' | 'bytes' | 'partitions' | 'groups' | 'connections') => ({ unit, source: q.source });
  const rate = of('bytes/s');
  const quotas = [
    demand('ingress', 'written in all', into, q.ingressMegabytesPerSecond * megabyte, rate),
    demand('egress', 'read in all', out, q.egressMegabytesPerSecond * megabyte, rate),
    demand(
      'partition-ingress',
      'written to one partition',
      into / partitions,
      q.ingressMegabytesPerSecondPerPartition * megabyte,
      rate,
    ),
    demand(
      'partition-egress',
      'read from one partition',
      out / partitions,
      q.egressMegabytesPerSecondPerPartition * megabyte,
      rate,
    ),
    demand('partitions', 'partitions that are not compacted', partitions, q.partitions, of('partitions')),
    demand('consumer-groups', 'consumer groups', workload.consumerGroups, q.consumerGroups, of('groups')),
    demand('connections', 'connections', workload.connections, q.connections, of('connections')),
    demand('record-size', 'size of a record', workload.recordBytes, q.recordMebibytes * mebibyte, of('bytes')),
  ];
  const broken = quotas.map(refusalOf).filter(refusal => refusal !== undefined);
  const reasons = [...broken, ...withoutPrice(book, workload.region)];
  if (reasons.length > 0) return refuse(option, reasons);
  return {
    kind: 'sized',
    option,
    type: undefined,
    brokers: 0,
    diskGibPerBroker: 0,
    throughputMibPerSecondPerBroker: 0,
    iopsPerBroker: 0,
    controllers: 0,
    controllerType: undefined,
    sustained: undefined,
    limits: judgeDemands(quotas, 1, 1).map(limit => ({ ...limit, brokersNeeded: 0 })),
  };
}

function withoutPrice(book: PriceBook, region: string): Refusal[] {
  if (book.find('msk-serverless-cluster-hour', undefined, region) !== undefined) return [];
  const what = `Serverless has no price in ${region}`;
  return [{ quota: 'price', what, given: 0, allowed: 1, unit: 'prices', source: 'the price list' }];
}
