import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { clusterSettings } from '../../lib/config/kafka-settings.ts';
import type { NodeVariables } from '../../lib/ec2/node-variables.ts';
import { renderUserData } from '../../lib/ec2/user-data.ts';
import { packNodeArtifact } from '../../scripts/node-artifact/pack-node-artifact.ts';
import { startEmulatedAws } from '../aws/emulated-aws.ts';
import { pythonTools } from '../aws/python-tools.ts';
import { applyUserData } from './apply-user-data.ts';
import type { MachineKind } from './choose-machines.ts';
import { makeParts, passwords, type TrialParts } from './cluster-parts.ts';
import { type Slot, slots, variablesOf } from './cluster-plan.ts';
import { runInstance, terminateInstance } from './cluster-requests.ts';
import { killServices } from './loopback-addresses.ts';
import type { Machine, Machines } from './machines.ts';
import { freeLoopDevices, isAlive } from './network-namespaces.ts';
import type { Ended } from './run-process.ts';

/** An instance in a slot, as the stack would have launched it. */
export interface Node extends Machine {
  readonly instanceId: string;
  readonly address: string;
  /** Fetches the artifact and boots, as the unit of the user data does; the exit code is that of the first that fails. */
  boot(...environment: readonly string[]): Promise<Ended>;
  kafkaNode(action: string): Promise<Ended>;
}

export interface TrialCluster {
  readonly awsEndpoint: string;
  /** A folder of the trial's own, seen from every machine. */
  readonly directory: string;
  /** The certificate that clients trust. */
  readonly authorityFile: string;
  readonly parts: TrialParts;
  readonly machines: Machines;
  /** A new instance for a slot; the one before it has to be gone. */
  launch(slot: Slot, changes?: Partial<NodeVariables> & { readonly zoneName?: string }): Promise<Node>;
  terminate(node: Node): Promise<void>;
  /** The path of a client.properties for a user. */
  propertiesFor(user: string, password?: string): Promise<string>;
  remove(): Promise<void>;
}

const stages = resolve(import.meta.dirname, '../../.cache/ec2-trials');

// Small machines that are killed often: less memory for what is not tried here, and quicker to notice who is gone.
const trialSettings = {
  ...clusterSettings,
  'num.io.threads': '2',
  'num.network.threads': '2',
  'offsets.topic.num.partitions': '3',
  'log.cleaner.dedupe.buffer.size': `${16 * 1024 * 1024}`,
  'broker.session.timeout.ms': '6000',
  'group.initial.rebalance.delay.ms': '0',
  'replica.socket.timeout.ms': '5000',
  'controller.socket.timeout.ms': '5000',
};

/** `environment`: what the nodes' scripts are told besides, such as how long they wait. */
export async function startTrialCluster(
  kind: MachineKind,
  environment: Readonly<Record<string, string>> = {},
): Promise<TrialCluster> {
  await mkdir(stages, { recursive: true });
  await clearStages();
  const directory = await mkdtemp(join(stages, `${process.pid}-`));
  const [aws, python] = await Promise.all([startEmulatedAws(), pythonTools()]);
  const artifact = await packNodeArtifact(directory, () => undefined);
  const parts = await makeParts(aws, artifact);
  const toolDirectories = ['tools', ...kind.tools].map(name => join(import.meta.dirname, name));
  const machines = await kind.make({
    directory,
    awsEndpoint: aws.endpoint,
    zoneId: parts.hostedZoneId,
    environment: {
      PATH: [...toolDirectories.reverse(), process.env['PATH']].join(':'),
      PYTHON_TOOLS: python,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      KAFKA_NODE_USER: userInfo().username,
      KAFKA_NODE_READY_SECONDS: '400',
      ...environment,
    },
  });
  for (const volumeId of parts.volumeIds.values()) await machines.makeVolume(volumeId);
  const authorityFile = join(directory, 'authority.pem');
  await writeFile(authorityFile, parts.authority.certificate);

  return {
    awsEndpoint: aws.endpoint,
    directory,
    authorityFile,
    parts,
    machines,
    launch: async (slot, changes = {}) => {
      const { zoneName = slot.zoneName, ...changed } = changes;
      const instanceId = await runInstance(aws.endpoint);
      const address = machines.newAddress(slot.number);
      const volumeIds = [...parts.volumeIds.values(), changed.volumeId ?? []].flat();
      const facts = { instanceId, address, zoneName, zoneId: slot.zoneId };
      const machine = await machines.launch({ facts, slot: slot.number, volumeIds });
      await applyUserData(renderUserData({ ...variablesOf(slot, parts), ...changed }, trialSettings), machine.root);
      const home = join(machine.root, 'opt/kafka-steward');
      const kafkaNode = (action: string): Promise<Ended> => machine.run(join(home, 'bin/kafka-node'), [action]);
      const boot = async (...environment: readonly string[]): Promise<Ended> => {
        const fetched = await machine.run(join(home, 'fetch-artifact'), []);
        if (fetched.exitCode !== 0) return fetched;
        return await machine.run('env', [...environment, join(home, 'bin/kafka-node'), 'boot']);
      };
      return { ...machine, instanceId, address, boot, kafkaNode };
    },
    terminate: async node => {
      await node.kill();
      await terminateInstance(aws.endpoint, node.instanceId);
    },
    propertiesFor: async (user, password = passwords[user]) => {
      const path = join(directory, `${user}-${password === passwords[user] ? 'client' : 'wrong'}.properties`);
      const login = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`;
      await writeFile(
        path,
        `security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${login}\n` +
          `ssl.truststore.type=PEM\nssl.truststore.location=${authorityFile}\n`,
      );
      return path;
    },
    remove: async () => {
      await machines.remove();
      await aws.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What runs that are over left behind; a run that is killed cannot do it itself. */
async function clearStages(): Promise<void> {
  await freeLoopDevices(stages);
  for (const name of await readdir(stages)) {
    if (isAlive(Number(name.split('-')[0]))) continue;
    await killServices(join(stages, name));
    await rm(join(stages, name), { recursive: true, force: true });
  }
}

/** One instance in each slot, booted all at once as a stack would. */
export async function bootAll(cluster: TrialCluster, which: readonly Slot[] = slots): Promise<Map<Slot, Node>> {
  const nodes = await Promise.all(which.map(async slot => [slot, await cluster.launch(slot)] as const));
  await Promise.all(
    nodes.map(async ([{ nodeId }, node]) => {
      const { exitCode, stderr } = await node.boot();
      if (exitCode !== 0) throw new Error(`node ${nodeId} did not boot, exit code ${exitCode}: ${stderr}`);
    }),
  );
  return new Map(nodes);
}
