import { counted } from '../lag/figures.ts';
import type { LogSample } from './log-sample.ts';
import type { MeasuredPart } from './measured-workload.ts';
import type { SeenTopic } from './seen-topics.ts';

const mostZones = 6;
const mostReplicas = 6;

/** Partitions, replicas and zones; Kafka's own topics are told apart. */
export function measuredLayout(topics: readonly SeenTopic[], last: LogSample, seconds: number): MeasuredPart {
  const apps = topics.filter(({ isInternal }) => !isInternal);
  const internal = topics.filter(({ isInternal }) => isInternal);
  const partitions = partitionsOf(apps);
  const zones = zonesOf(last);
  const hidden = counted(last.hiddenTopics, 'topic');
  return {
    workload: {
      ...(partitions === 0 ? {} : { partitions, topics: apps.length, replicationFactor: commonReplicas(apps) }),
      ...('problem' in zones ? {} : zones),
    },
    missing: [
      ...(partitions === 0
        ? [{ field: 'partitions' as const, why: 'this login sees no topic of an application' }]
        : []),
      ...('problem' in zones ? [{ field: 'zones' as const, why: zones.problem }] : []),
    ],
    observed: [
      { what: 'topics of applications', value: apps.length, unit: 'topics' },
      { what: 'their partitions, without replicas', value: partitions, unit: 'partitions' },
      { what: 'held by them, without replicas', value: sumOf(apps, 'heldBytes'), unit: 'bytes' },
      { what: "partitions of Kafka's own topics", value: partitionsOf(internal), unit: 'partitions' },
      { what: "written into Kafka's own topics", value: sumOf(internal, 'writtenBytes') / seconds, unit: 'bytes/s' },
      { what: 'on the disks of all brokers', value: last.diskBytes, unit: 'bytes' },
      { what: 'brokers', value: last.racks.length, unit: 'brokers' },
    ],
    notes: [
      "Kafka's own topics (their names begin with __) are left out: every cluster has its own",
      ...mixedReplicasNote(apps),
      ...(last.hiddenTopics === 0
        ? []
        : [`${hidden} on the disks cannot be described by this login, and are left out`]),
    ],
  };
}

const partitionsOf = (topics: readonly SeenTopic[]): number => sumOf(topics, 'partitions');

function sumOf(topics: readonly SeenTopic[], field: 'partitions' | 'heldBytes' | 'writtenBytes'): number {
  return topics.reduce((sum, topic) => sum + (topic[field] ?? 0), 0);
}

/** The replicas that most of what is written has; where nothing is, most partitions. */
function commonReplicas(topics: readonly SeenTopic[]): number {
  const isIdle = sumOf(topics, 'writtenBytes') === 0;
  const weights = new Map<number, number>();
  for (const { replicas, writtenBytes = 0, partitions } of topics) {
    weights.set(replicas, (weights.get(replicas) ?? 0) + (isIdle ? partitions : writtenBytes));
  }
  const [[replicas] = [1]] = [...weights].toSorted(([a, weight], [b, other]) => other - weight || b - a);
  return Math.min(mostReplicas, replicas);
}

function mixedReplicasNote(topics: readonly SeenTopic[]): string[] {
  const found = [...new Set(topics.map(({ replicas }) => replicas))].toSorted((a, b) => a - b);
  if (found.length < 2) return [];
  return [`topics have ${found.join(', ')} replicas; ${commonReplicas(topics)} is what most of the written bytes have`];
}

/** Racks are zones where brokers are told to have them, as on MSK. */
function zonesOf({ racks }: LogSample): { readonly zones: number } | { readonly problem: string } {
  const zones = new Set(racks.filter(rack => rack !== undefined)).size;
  if (racks.includes(undefined)) return { problem: 'not every broker has a rack' };
  // One rack is a trial cluster, or racks that nobody set apart: nobody asks what a single zone costs by measuring.
  if (zones === 1) return { problem: 'all brokers are in one rack' };
  if (zones > mostZones) return { problem: `${zones} racks are no zones` };
  return { zones };
}
