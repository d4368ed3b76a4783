import type { SustainedRates } from './sizing.ts';
import type { Workload } from './workload.ts';

/**
 * What a cluster can take in by equation 1 of AWS's "Best practices for right-sizing your Apache Kafka clusters": a
 * second opinion beside either model. It leaves out a zone that is away. Groups that read everything count.
 */
export function rightSizingLimit(
  rates: SustainedRates,
  brokers: number,
  replicationFactor: number,
  consumerGroups: number,
): { readonly storage: number; readonly network: number; readonly cluster: number } {
  const storage = (Math.min(rates.volume, rates.ebsNetwork) * brokers) / replicationFactor;
  // One replica that nobody reads leaves the network without load.
  const sent = Math.max(1, consumerGroups + replicationFactor - 1);
  const network = (rates.network * brokers) / sent;
  return { storage, network, cluster: Math.min(storage, network) };
}

/** The same, as text for a workload, at four fifths of it. */
export function rightSizingNote(rates: SustainedRates, brokers: number, workload: Workload): string {
  const { averageInBytesPerSecond: into, averageOutBytesPerSecond: out, replicationFactor } = workload;
  const { cluster } = rightSizingLimit(rates, brokers, replicationFactor, out / into);
  const megabytes = Number(((cluster * 0.8) / 1e6).toPrecision(3));
  return `at 80 % of AWS's right-sizing equation these brokers take ${megabytes} MB/s over the wire, all zones up`;
}
