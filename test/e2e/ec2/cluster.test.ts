import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bestMachines } from '../../ec2/choose-machines.ts';
import { mustRecords, records, steward } from '../../ec2/cluster-client.ts';
import { bootstrapServers, brokers, controllers, type Slot, slots } from '../../ec2/cluster-plan.ts';
import { bootAll, type Node, startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';
import { recordsOf, tagsOf, tagVolume } from '../../ec2/unsigned-aws.ts';

let cluster: TrialCluster;
let nodes: Map<Slot, Node>;

beforeAll(async () => {
  cluster = await startTrialCluster(await bestMachines());
  nodes = await bootAll(cluster);
});
afterAll(() => cluster.remove());

const nodeIn = (slot: Slot | undefined): Node => {
  const node = slot === undefined ? undefined : nodes.get(slot);
  if (node === undefined) throw new Error('there is no such node');
  return node;
};

const [brokerOne, brokerTwo, brokerThree] = brokers;
const [, controllerTwo] = controllers;

const statusOf = async (slot: Slot | undefined): Promise<Record<string, unknown>> =>
  JSON.parse((await nodeIn(slot).kafkaNode('status')).stdout) as Record<string, unknown>;

const metricOf = async (slot: Slot, name: string): Promise<number> => {
  const node = nodeIn(slot);
  const { stdout } = await node.run('curl', ['-fsS', '--noproxy', '*', `http://${node.address}:11001/metrics`]);
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(stdout)?.[1]);
};

const outputOf = async (slot: Slot | undefined, command: string, ...args: readonly string[]): Promise<string> =>
  (await nodeIn(slot).run(command, args)).stdout.trim();

/** All replicas in step again, so that every test finds the cluster whole. */
const waitUntilWhole = (topic: string): Promise<void> =>
  vi.waitFor(async () => expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 2, 3]), {
    timeout: 90_000,
    interval: 1_000,
  });

const replace = async (slot: Slot): Promise<Node> => {
  await cluster.terminate(nodeIn(slot));
  const node = await cluster.launch(slot);
  nodes.set(slot, node);
  return node;
};

/** By Kafka's own tool: the controllers that have caught up with the leader within the last ten seconds. */
const votersInStep = async (): Promise<readonly number[]> => {
  const libraries = join(nodeIn(brokerOne).root, 'opt/kafka-steward/current/libs/*');
  const tool = ['-Xmx128m', '-cp', libraries, 'org.apache.kafka.tools.MetadataQuorumCommand'];
  const connection = ['--bootstrap-server', bootstrapServers, '--command-config', await cluster.propertiesFor('admin')];
  const { stdout } = await cluster.machines.client.run('java', [...tool, ...connection, 'describe', '--replication']);
  return stdout
    .split('\n')
    .map(line => line.split(/\s+/))
    .filter(
      ([, , , , , caughtUpAt, role]) => /Leader|Follower/.test(role ?? '') && Date.now() - Number(caughtUpAt) < 10_000,
    )
    .map(([nodeId]) => Number(nodeId))
    .toSorted();
};

const values = (prefix: string): readonly string[] => Array.from({ length: 50 }, (_, index) => `${prefix} ${index}`);

describe("a cluster that the nodes' own scripts made", () => {
  it('has dedicated controllers with one leader, and a broker in each zone', async () => {
    const leaders = await Promise.all(slots.map(slot => metricOf(slot, 'QuorumLeader')));
    expect(new Set(leaders).size).toBe(1);
    expect(controllers.map(({ nodeId }) => nodeId)).toContain(leaders[0]);
    const active = await Promise.all(controllers.map(slot => metricOf(slot, 'ActiveControllerCount')));
    expect(active.toSorted()).toEqual([0, 0, 1]);
    for (const slot of slots) {
      const { nodeId, role } = slot;
      expect(await statusOf(slot)).toMatchObject({ nodeId, role, service: 'active', ready: true });
    }
    const { stdout } = await steward(cluster, 'admin', ['clusters', 'describe', '--json']);
    const described = JSON.parse(stdout) as { brokers: readonly { brokerId: number; rack: string }[] };
    expect(described.brokers.map(({ brokerId, rack }) => [brokerId, rack])).toEqual(
      brokers.map(({ nodeId, zoneId }) => [nodeId, zoneId]),
    );
  });

  it('takes the logins of its first users, by our own client and by kafkajs', async () => {
    expect(await steward(cluster, 'admin', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
    expect(await steward(cluster, 'load', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
    await expect(mustRecords(cluster, { topic: 'logins', create: true })).resolves.toBeDefined();
  });

  it("refuses a wrong password, a connection without TLS and a client on the brokers' own listener", async () => {
    const wrong = await steward(cluster, 'admin', ['groups', 'list'], 'wrong-password');
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.stderr).toMatch(/authentication|login|password/i);
    expect(await records(cluster, { topic: 'none', password: 'wrong' })).toMatchObject({ exitCode: 1 });
    expect(await records(cluster, { topic: 'none', authority: undefined })).toMatchObject({ exitCode: 1 });
    const inside = `${brokerOne?.host}:9094`;
    expect(await records(cluster, { topic: 'none', bootstrapServers: inside })).toMatchObject({ exitCode: 1 });
  });

  it('gives a user without a rule no right', async () => {
    const refused = await records(cluster, {
      topic: 'forbidden',
      create: true,
      user: 'load',
      password: 'load-Secret/2',
    });
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/not authorized/i) as string });
  });

  it('shows no password to anybody on the machine, and keys to Kafka alone', async () => {
    for (const slot of slots) {
      const { root } = nodeIn(slot);
      expect(await outputOf(slot, 'grep', '-rlE', '--devices=skip', 'admin-Secret=1|load-Secret/2', root)).toBe('');
      expect(await outputOf(slot, 'grep', '-rl', '--devices=skip', '-e', '-----BEGIN PRIVATE KEY', root)).toBe(
        `${root}/etc/kafka-steward/tls/node.pem`,
      );
      expect(await outputOf(slot, 'stat', '-c', '%a', `${root}/etc/kafka-steward/tls/node.pem`)).toBe('600');
    }
  });

  it('shows the figures that the dashboard has tiles for', async () => {
    const shown = async (slot: Slot | undefined, names: readonly string[]): Promise<void> => {
      const node = nodeIn(slot);
      const { stdout } = await node.run('curl', ['-fsS', '--noproxy', '*', `http://${node.address}:11001/metrics`]);
      expect(names.filter(name => !stdout.includes(`\n${name} `))).toEqual([]);
    };
    const everywhere = ['QuorumLeader', 'QuorumEpoch', 'QuorumHighWatermark', 'QuorumLogEndOffset', 'MetadataLagMs'];
    const traffic = ['BytesInPerSec', 'BytesOutPerSec', 'MessagesInPerSec', 'RequestHandlerAvgIdlePercent'];
    const replicas = ['UnderReplicatedPartitions', 'UnderMinIsrPartitionCount', 'PartitionCount', 'LeaderCount'];
    const latencies = ['Produce', 'FetchConsumer', 'FetchFollower'].flatMap(type => [
      `${type}TotalTimeMsMean`,
      `${type}TotalTimeMsP99`,
    ]);
    await shown(brokerOne, [...everywhere, ...traffic, ...replicas, ...latencies, 'NetworkProcessorAvgIdlePercent']);
    const control = ['ActiveControllerCount', 'OfflinePartitionsCount', 'GlobalTopicCount', 'GlobalPartitionCount'];
    await shown(controllerTwo, [...everywhere, ...control, 'ActiveBrokerCount', 'FencedBrokerCount']);
  });

  it('tells the CloudWatch agent whose figures they are', async () => {
    const { root, address } = nodeIn(brokerOne);
    expect(await outputOf(brokerOne, 'cat', `${root}/run/cloudwatch-agent.told`)).toContain('-a fetch-config -m ec2');
    const agent = await outputOf(brokerOne, 'cat', `${root}/etc/kafka-steward/cloudwatch-agent.json`);
    expect(JSON.parse(agent)).toMatchObject({
      metrics: {
        namespace: 'KafkaSteward/Trial',
        metrics_collected: { cpu: { append_dimensions: { ClusterName: 'trial', NodeId: '1' } } },
      },
    });
    expect(await outputOf(brokerOne, 'cat', `${root}/etc/kafka-steward/prometheus.yaml`)).toContain(`${address}:11001`);
  });

  it('gives a new instance the identity and the data of the one that was killed', async () => {
    const topic = 'replaced';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    const slot = brokerTwo ?? expect.fail('there is no broker 2');
    const kept = async (): Promise<readonly string[]> => {
      const data = `${nodeIn(slot).root}/var/lib/kafka/kafka`;
      return [
        await outputOf(slot, 'cat', `${data}/meta.properties`),
        await outputOf(slot, 'stat', '-c', '%i', `${data}/${topic}-0/00000000000000000000.log`),
      ];
    };
    const before = await kept();
    const gone = nodeIn(slot);
    const node = await replace(slot);
    const { exitCode, stdout, stderr } = await node.boot();
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('holds the data of this node');
    expect(stdout).not.toContain('formatted');
    expect(stdout).toContain(`is still attached to ${gone.instanceId}, which is terminated: taken away`);
    expect(await kept()).toEqual(before);
    expect(node.address).not.toBe(gone.address);
    expect((await recordsOf(cluster.awsEndpoint, cluster.parts.hostedZoneId)).get(slot.host)).toBe(node.address);
    await waitUntilWhole(topic);
    const { read } = await mustRecords(cluster, { topic, read: 50 });
    expect(read).toEqual(values('before'));
  });

  it('lets a controller start with nothing only where a person said so, and it learns all from the others', async () => {
    const slot = controllerTwo ?? expect.fail('there is no second controller');
    const volumeId = cluster.parts.volumeIds.get(slot.host) ?? '';
    const tags = (): Promise<Readonly<Record<string, string>>> => tagsOf(cluster.awsEndpoint, volumeId);
    await mustRecords(cluster, { topic: 'learned', create: true });
    await cluster.terminate(nodeIn(slot));
    await cluster.machines.makeVolume(volumeId);
    const node = await cluster.launch(slot);
    nodes.set(slot, node);
    const refused = await node.boot();
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toBe(
      `kafka-node: volume ${volumeId} was formatted before and is empty now; if node ${slot.nodeId} may start with nothing and copy from the others, tag the volume kafka-steward:may-be-empty=yes\n`,
    );
    await tagVolume(cluster.awsEndpoint, volumeId, 'kafka-steward:may-be-empty', 'yes');
    const allowed = await node.boot();
    expect(allowed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await tags()).not.toHaveProperty(['kafka-steward:may-be-empty']);
    const voters = controllers.map(({ nodeId }) => nodeId);
    await vi.waitFor(async () => expect(await votersInStep()).toEqual(voters), { timeout: 60_000, interval: 500 });
  });

  it('takes acknowledged records while a zone is away, and is whole again when it is back', async () => {
    const topic = 'zone';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    for (const slot of [brokerTwo, controllerTwo]) await cluster.machines.setLink(slot?.number ?? 0, 'down');
    try {
      await vi.waitFor(() => mustRecords(cluster, { topic, write: values('meanwhile') }), { timeout: 90_000 });
      expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 3]);
    } finally {
      for (const slot of [brokerTwo, controllerTwo]) await cluster.machines.setLink(slot?.number ?? 0, 'up');
    }
    await waitUntilWhole(topic);
    // A send whose answer was lost is sent again, so some may be there twice.
    const { read } = await mustRecords(cluster, { topic, read: 100 });
    expect(read).toEqual(expect.arrayContaining([...values('before'), ...values('meanwhile').slice(0, 1)]));
  });

  it('stops and starts when it is told to, as often as it is told', async () => {
    const slot = brokerOne ?? expect.fail('there is no broker 1');
    const topic = 'stopped';
    await mustRecords(cluster, { topic, create: true });
    const { process } = await statusOf(slot);
    for (const action of ['stop', 'stop']) expect(await nodeIn(slot).kafkaNode(action)).toMatchObject({ exitCode: 0 });
    expect(await statusOf(slot)).toMatchObject({ service: 'inactive', ready: false });
    const renewed = await nodeIn(slot).kafkaNode('renew-certificates');
    expect(renewed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(renewed.stdout).toContain('Kafka is not running');
    for (const action of ['start', 'start'])
      expect(await nodeIn(slot).kafkaNode(action)).toMatchObject({ exitCode: 0 });
    const started = await statusOf(slot);
    expect(started).toMatchObject({ service: 'active', ready: true });
    expect(started['process']).not.toBe(process);
    await waitUntilWhole(topic);
  });

  it('takes a new certificate by a restart, but not while another broker is away', async () => {
    const slot = brokerThree ?? expect.fail('there is no broker 3');
    const topic = 'certificates';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    const served = async (): Promise<string> => {
      const target = ['-connect', `${nodeIn(slot).address}:9096`, '-servername', slot.host];
      const { stdout } = await cluster.machines.client.run('bash', [
        '-c',
        `openssl s_client ${target.join(' ')} </dev/null 2>/dev/null | openssl x509 -noout -serial`,
      ]);
      return stdout.trim();
    };
    const before = await served();
    await cluster.parts.renewCertificate(slot);
    await cluster.machines.setLink(brokerTwo?.number ?? 0, 'down');
    try {
      await vi.waitFor(async () => expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 3]), {
        timeout: 60_000,
      });
      const refused = await nodeIn(slot).kafkaNode('renew-certificates');
      expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('under-replicated') as string });
      expect(await served()).toBe(before);
    } finally {
      await cluster.machines.setLink(brokerTwo?.number ?? 0, 'up');
    }
    await waitUntilWhole(topic);
    expect(await nodeIn(slot).kafkaNode('renew-certificates')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await served()).not.toBe(before);
    const again = await nodeIn(slot).kafkaNode('renew-certificates');
    expect(again.stdout).toContain('Kafka uses the newest certificate');
    await waitUntilWhole(topic);
  });
});
