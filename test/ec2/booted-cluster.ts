import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { mustRecords } from './cluster-client.ts';
import { bootstrapServers, brokers, type Slot } from './cluster-plan.ts';
import { bootAll, type Node, type TrialCluster } from './trial-cluster.ts';

/** A trial cluster with an instance in every slot, and what tests ask of it. */
export interface BootedCluster {
  nodeIn(slot: Slot): Node;
  statusOf(slot: Slot): Promise<Readonly<Record<string, unknown>>>;
  /** The answer of the node's exporter. */
  metricsOf(slot: Slot): Promise<string>;
  outputOf(slot: Slot, command: string, ...args: readonly string[]): Promise<string>;
  /** Terminates the instance of a slot and launches the next, which has still to be booted. */
  replace(slot: Slot, meanwhile?: () => Promise<void>): Promise<Node>;
  /** All replicas in step again, so that every test finds the cluster whole. */
  waitUntilWhole(topic: string): Promise<void>;
  /** By Kafka's own tool: the controllers that have caught up with the leader within the last ten seconds. */
  votersInStep(): Promise<readonly number[]>;
}

export async function bootCluster(cluster: TrialCluster): Promise<BootedCluster> {
  const nodes = await bootAll(cluster);
  const nodeIn = (slot: Slot): Node => nodes.get(slot) ?? expect.fail(`there is no node ${slot.nodeId}`);
  const outputOf = async (slot: Slot, command: string, ...args: readonly string[]): Promise<string> =>
    (await nodeIn(slot).run(command, args)).stdout.trim();
  return {
    nodeIn,
    outputOf,
    statusOf: async slot => JSON.parse((await nodeIn(slot).kafkaNode('status')).stdout) as Record<string, unknown>,
    metricsOf: slot => outputOf(slot, 'curl', '-fsS', '--noproxy', '*', `http://${nodeIn(slot).address}:11001/metrics`),
    replace: async (slot, meanwhile) => {
      await cluster.terminate(nodeIn(slot));
      await meanwhile?.();
      const node = await cluster.launch(slot);
      nodes.set(slot, node);
      return node;
    },
    waitUntilWhole: topic =>
      vi.waitFor(async () => expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 2, 3]), {
        timeout: 90_000,
        interval: 1_000,
      }),
    votersInStep: async () => {
      const libraries = join(nodeIn(brokers[0]).root, 'opt/kafka-steward/current/libs/*');
      const tool = ['-Xmx128m', '-cp', libraries, 'org.apache.kafka.tools.MetadataQuorumCommand'];
      const login = ['--bootstrap-server', bootstrapServers, '--command-config', await cluster.propertiesFor('admin')];
      const { stdout } = await cluster.machines.client.run('java', [...tool, ...login, 'describe', '--replication']);
      return votersOf(stdout, Date.now() - 10_000);
    },
  };
}

/** Columns: node, directory, end of the log, lag, when it last fetched, when it was last in step, and what it is. */
const votersOf = (table: string, inStepSinceMs: number): readonly number[] =>
  table
    .split('\n')
    .map(line => line.split(/\s+/))
    .filter(([, , , , , inStepAt, role = '']) => /Leader|Follower/.test(role) && Number(inStepAt) > inStepSinceMs)
    .map(([nodeId]) => Number(nodeId))
    .toSorted();
