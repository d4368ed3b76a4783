import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BootedCluster, bootCluster } from '../../ec2/booted-cluster.ts';
import { bestMachines } from '../../ec2/choose-machines.ts';
import { mustRecords, steward } from '../../ec2/cluster-client.ts';
import { brokers, controllers, type Slot, slots } from '../../ec2/cluster-plan.ts';
import { recordsOf, tagsOf, tagVolume } from '../../ec2/cluster-requests.ts';
import { startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';
import { itIsGuardedAndWatched } from './cluster-guarded.ts';

let cluster: TrialCluster;
let booted: BootedCluster;

beforeAll(async () => {
  cluster = await startTrialCluster(await bestMachines());
  booted = await bootCluster(cluster);
}, 600_000);
afterAll(() => cluster.remove());

const [brokerOne, brokerTwo, brokerThree] = brokers;
const [, controllerTwo] = controllers;

const metricOf = async (slot: Slot, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (.*)$`, 'm').exec(await booted.metricsOf(slot))?.[1]);

const values = (prefix: string): readonly string[] => Array.from({ length: 50 }, (_, index) => `${prefix} ${index}`);

const seeVotersInStep = async (): Promise<void> => {
  const voters = controllers.map(({ nodeId }) => nodeId);
  await vi.waitFor(async () => expect(await booted.votersInStep()).toEqual(voters), {
    timeout: 60_000,
    interval: 500,
  });
};

describe("a cluster that the nodes' own scripts made", () => {
  itIsGuardedAndWatched(() => ({ cluster, booted }));

  it('has dedicated controllers with one leader, and a broker in each zone', async () => {
    // While they elect one, which a busy machine makes them do, nodes differ.
    await vi.waitFor(
      async () => {
        const leaders = await Promise.all(slots.map(slot => metricOf(slot, 'QuorumLeader')));
        expect(new Set(leaders).size).toBe(1);
        expect(controllers.map(({ nodeId }) => nodeId)).toContain(leaders[0]);
        const active = await Promise.all(controllers.map(slot => metricOf(slot, 'ActiveControllerCount')));
        expect(active.toSorted()).toEqual([0, 0, 1]);
      },
      { timeout: 60_000, interval: 500 },
    );
    for (const slot of slots) {
      const { nodeId, role } = slot;
      expect(await booted.statusOf(slot)).toMatchObject({ nodeId, role, service: 'active', ready: true });
    }
    const { stdout } = await steward(cluster, 'admin', ['clusters', 'describe', '--json']);
    const described = JSON.parse(stdout) as { brokers: readonly { brokerId: number; rack: string }[] };
    expect(described.brokers.map(({ brokerId, rack }) => [brokerId, rack])).toEqual(
      brokers.map(({ nodeId, zoneId }) => [nodeId, zoneId]),
    );
  });

  it('gives a new instance the identity and the data of the one that was killed', async () => {
    const topic = 'replaced';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    const slot = brokerTwo;
    const kept = async (): Promise<readonly string[]> => {
      const data = `${booted.nodeIn(slot).root}/var/lib/kafka/kafka`;
      return [
        await booted.outputOf(slot, 'cat', `${data}/meta.properties`),
        await booted.outputOf(slot, 'stat', '-c', '%i', `${data}/${topic}-0/00000000000000000000.log`),
      ];
    };
    const before = await kept();
    const gone = booted.nodeIn(slot);
    const node = await booted.replace(slot);
    const { exitCode, stdout, stderr } = await node.boot();
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('holds the data of this node');
    expect(stdout).not.toContain('formatted');
    expect(stdout).toContain(`is still attached to ${gone.instanceId}, which is terminated: taken away`);
    expect(await kept()).toEqual(before);
    expect(node.address).not.toBe(gone.address);
    expect((await recordsOf(cluster.awsEndpoint, cluster.parts.hostedZoneId)).get(slot.host)).toBe(node.address);
    await booted.waitUntilWhole(topic);
    const { read } = await mustRecords(cluster, { topic, read: 50 });
    expect(read).toEqual(values('before'));
  });

  it('lets a controller start with nothing only where a person said so, and it learns all from the others', async () => {
    const slot = controllerTwo;
    const volumeId = cluster.parts.volumeIds.get(slot.host) ?? '';
    const tags = (): Promise<Readonly<Record<string, string>>> => tagsOf(cluster.awsEndpoint, volumeId);
    await mustRecords(cluster, { topic: 'learned', create: true });
    const node = await booted.replace(slot, () => cluster.machines.makeVolume(volumeId));
    const refused = await node.boot();
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toBe(
      `kafka-node: volume ${volumeId} was formatted before and is empty now; if node ${slot.nodeId} may start with nothing and copy from the others, tag the volume kafka-steward:may-be-empty=yes\n`,
    );
    await tagVolume(cluster.awsEndpoint, volumeId, 'kafka-steward:may-be-empty', 'yes');
    const allowed = await node.boot();
    expect(allowed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await tags()).not.toHaveProperty(['kafka-steward:may-be-empty']);
    await seeVotersInStep();
  });

  it('takes acknowledged records while a zone is away, and is whole again when it is back', async () => {
    const topic = 'zone';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    for (const slot of [brokerTwo, controllerTwo]) await cluster.machines.setLink(slot.number, 'down');
    try {
      await vi.waitFor(() => mustRecords(cluster, { topic, write: values('meanwhile') }), { timeout: 90_000 });
      await vi.waitFor(async () => expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 3]), {
        timeout: 60_000,
      });
    } finally {
      for (const slot of [brokerTwo, controllerTwo]) await cluster.machines.setLink(slot.number, 'up');
    }
    await booted.waitUntilWhole(topic);
    await seeVotersInStep();
    // A send whose answer was lost is sent again, so some may be there twice.
    const { read } = await mustRecords(cluster, { topic, read: 100 });
    expect(read).toEqual(expect.arrayContaining([...values('before'), ...values('meanwhile').slice(0, 1)]));
  });

  it('stops and starts when it is told to, as often as it is told', async () => {
    const slot = brokerOne;
    const topic = 'stopped';
    await mustRecords(cluster, { topic, create: true });
    const { process } = await booted.statusOf(slot);
    for (const action of ['stop', 'stop'])
      expect(await booted.nodeIn(slot).kafkaNode(action)).toMatchObject({ exitCode: 0 });
    expect(await booted.statusOf(slot)).toMatchObject({ service: 'inactive', ready: false });
    const renewed = await booted.nodeIn(slot).kafkaNode('renew-certificates');
    expect(renewed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(renewed.stdout).toContain('Kafka is not running');
    for (const action of ['start', 'start'])
      expect(await booted.nodeIn(slot).kafkaNode(action)).toMatchObject({ exitCode: 0 });
    const started = await booted.statusOf(slot);
    expect(started).toMatchObject({ service: 'active', ready: true });
    expect(started['process']).not.toBe(process);
    await booted.waitUntilWhole(topic);
  });

  it('takes a new certificate by a restart, but not while another broker is away', async () => {
    const slot = brokerThree;
    const topic = 'certificates';
    await mustRecords(cluster, { topic, create: true, write: values('before') });
    const served = async (): Promise<string> => {
      const target = ['-connect', `${booted.nodeIn(slot).address}:9096`, '-servername', slot.host];
      const { stdout } = await cluster.machines.client.run('bash', [
        '-c',
        `openssl s_client ${target.join(' ')} </dev/null 2>/dev/null | openssl x509 -noout -serial`,
      ]);
      return stdout.trim();
    };
    const before = await served();
    await cluster.parts.renewCertificate(slot);
    await cluster.machines.setLink(brokerTwo.number, 'down');
    try {
      await vi.waitFor(async () => expect((await mustRecords(cluster, { topic })).inSync.toSorted()).toEqual([1, 3]), {
        timeout: 60_000,
      });
      const refused = await booted.nodeIn(slot).kafkaNode('renew-certificates');
      expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('under-replicated') as string });
      expect(await served()).toBe(before);
    } finally {
      await cluster.machines.setLink(brokerTwo.number, 'up');
    }
    await booted.waitUntilWhole(topic);
    // It asks any of the brokers, one of which may hear later than the others that all are in sync, and is to be run again then.
    await vi.waitFor(
      async () =>
        expect(await booted.nodeIn(slot).kafkaNode('renew-certificates')).toMatchObject({ exitCode: 0, stderr: '' }),
      { timeout: 60_000, interval: 1_000 },
    );
    expect(await served()).not.toBe(before);
    const again = await booted.nodeIn(slot).kafkaNode('renew-certificates');
    expect(again.stdout).toContain('Kafka uses the newest certificate');
    await booted.waitUntilWhole(topic);
  });
});
