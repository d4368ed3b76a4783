import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaUuid } from '../../../lib/ec2/kafka-uuid.ts';
import type { NodeVariables } from '../../../lib/ec2/node-variables.ts';
import { bestMachines } from '../../ec2/choose-machines.ts';
import { brokers, controllers, type Slot } from '../../ec2/cluster-plan.ts';
import { createVolume } from '../../ec2/cluster-requests.ts';
import { type Node, startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';

let cluster: TrialCluster;
const launched: Node[] = [];

beforeAll(async () => {
  // Nothing here forms a cluster, so nobody waits for one.
  cluster = await startTrialCluster(await bestMachines(), { KAFKA_NODE_READY_SECONDS: '1' });
});
afterAll(() => cluster.remove());

const [broker] = brokers;
const [controller] = controllers;

/** A new instance with a new volume in the place of whatever was there. */
const launch = async (
  slot: Slot,
  changes: Partial<NodeVariables> & { readonly zoneName?: string } = {},
): Promise<Node> => {
  for (const node of launched.splice(0)) await cluster.terminate(node);
  const volumeId = changes.volumeId ?? (await newVolume(slot));
  const node = await cluster.launch(slot, { ...changes, volumeId });
  launched.push(node);
  return node;
};

const newVolume = async ({ zoneName }: Slot): Promise<string> => {
  const volumeId = await createVolume(cluster.awsEndpoint, zoneName);
  await cluster.machines.makeVolume(volumeId);
  return volumeId;
};

const refusalOf = async (
  node: Node,
  ...environment: readonly string[]
): Promise<{ exitCode: number; stderr: string }> => {
  const { exitCode, stderr } = await node.boot(...environment);
  // A JVM says on stderr that it read its options.
  return { exitCode, stderr: stderr.trim() };
};

const onStart = 4;

describe('a node refuses to boot', () => {
  it('in another zone than its own', async () => {
    const node = await launch(broker, { zoneName: 'eu-west-1b' });
    expect(await refusalOf(node)).toEqual({
      exitCode: 3,
      stderr: `kafka-node: instance ${node.instanceId} is in zone eu-west-1b (euw1-az1) and node 1 belongs to eu-west-1a, where its volume is; correct the subnet of its auto scaling group`,
    });
  });

  it('with an artifact that is not the one the stack was made with, and unpacks none of it', async () => {
    const { artifact } = cluster.parts;
    await cluster.parts.writeArtifact('nodes/tampered.tar.gz', Buffer.from('not what was built'));
    const node = await launch(broker, { artifact: { ...artifact, key: 'nodes/tampered.tar.gz' } });
    const { exitCode, stderr } = await refusalOf(node);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^kafka-node: the artifact s3:\/\/.*\/nodes\/tampered\.tar\.gz has SHA-256 \w+ and not \w+: it is not what/,
    );
    expect((await node.run('ls', [join(node.root, 'opt/kafka-steward')])).stdout).toBe('fetch-artifact\nreleases\n');
  });

  it('with an artifact that is not there', async () => {
    const node = await launch(broker, { artifact: { ...cluster.parts.artifact, key: 'nodes/none.tar.gz' } });
    const { exitCode, stderr } = await refusalOf(node);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^kafka-node: the artifact s3:\/\/.* cannot be read: .*NoSuchKey/);
  });

  it('with variables that are none of a node, missing or of another shape', async () => {
    const node = await launch(broker, { heapMegabytes: 0 });
    expect(await refusalOf(node)).toEqual({
      exitCode: 2,
      stderr: 'kafka-node: /etc/kafka-steward/node.env: HEAP_MEGABYTES is "0"; it has to look like [1-9][0-9]{1,6}',
    });
    await appendFile(join(node.root, 'etc/kafka-steward/node.env'), 'PATH=/tmp\n');
    expect((await refusalOf(node)).stderr).toBe(
      'kafka-node: /etc/kafka-steward/node.env: "PATH" is not a variable of a node',
    );
  });

  it('as a controller that nobody votes with', async () => {
    const { exitCode, stderr } = await refusalOf(await launch(controller, { nodeId: 1009 }));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('controller 1009 at controller-1001.trial.kafka.internal:9093 is not among VOTERS=');
  });

  it('with a certificate for another name, or a secret that is none', async () => {
    const { certificateSecretArns, firstUserSecretArns } = cluster.parts;
    const other = await launch(broker, { certificateSecretArn: certificateSecretArns.get(controller.host) });
    expect(await refusalOf(other)).toEqual({
      exitCode: 3,
      stderr: `kafka-node: the certificate is not one for ${broker.host}`,
    });
    const none = await launch(broker, { certificateSecretArn: firstUserSecretArns[0] });
    expect((await refusalOf(none)).stderr).toContain(
      'the secret of the certificate has no certificate; it has to be JSON',
    );
  });

  it('with settings that follow from the slot', async () => {
    const node = await launch(broker);
    await appendFile(join(node.root, 'etc/kafka-steward/settings.properties'), 'node.id=7\n');
    expect(await refusalOf(node)).toEqual({
      exitCode: 2,
      stderr:
        'kafka-node: /etc/kafka-steward/settings.properties sets node.id, which follows from the slot; take it out',
    });
  });

  it('on the volume of another cluster', async () => {
    const volumeId = await newVolume(broker);
    expect((await refusalOf(await launch(broker, { volumeId }))).exitCode).toBe(onStart);
    const stranger = await launch(broker, { volumeId, clusterId: kafkaUuid('another') });
    const { exitCode, stderr } = await refusalOf(stranger);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`volume ${volumeId} holds node 1 of cluster `);
  });

  it('on an empty volume that was formatted before', async () => {
    const volumeId = await newVolume(broker);
    expect((await refusalOf(await launch(broker, { volumeId }))).exitCode).toBe(onStart);
    for (const node of launched.splice(0)) await cluster.terminate(node);
    await cluster.machines.makeVolume(volumeId);
    expect(await refusalOf(await launch(broker, { volumeId }))).toEqual({
      exitCode: 3,
      stderr: `kafka-node: volume ${volumeId} was formatted before and is empty now; if node 1 may start with nothing and copy from the others, tag the volume kafka-steward:may-be-empty=yes`,
    });
  });

  it('while its volume is with an instance that runs, and takes it from nobody', async () => {
    const holder = await launch(broker);
    expect((await refusalOf(holder)).exitCode).toBe(onStart);
    const volumeId = /^VOLUME_ID=(.*)$/m.exec(
      await readFile(join(holder.root, 'etc/kafka-steward/node.env'), 'utf8'),
    )?.[1];
    await holder.kill();
    const second = await cluster.launch(broker, { volumeId });
    launched.push(second);
    expect(await refusalOf(second, 'KAFKA_NODE_VOLUME_SECONDS=1')).toEqual({
      exitCode: 1,
      stderr: `kafka-node: volume ${volumeId} did not come within 1 s; it is attached to ${holder.instanceId}, which is running: terminate that instance`,
    });
  });

  it('for a word it does not know', async () => {
    const node = await launch(broker);
    await node.run(join(node.root, 'opt/kafka-steward/fetch-artifact'), []);
    expect(await node.kafkaNode('reboot')).toMatchObject({
      exitCode: 2,
      stderr: 'kafka-node: unknown action "reboot"; known: boot, stop, start, restart, status, renew-certificates\n',
    });
  });
});
