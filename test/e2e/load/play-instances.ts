import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatedAws } from '../../aws/emulated-aws.ts';
import { pythonTools } from '../../aws/python-tools.ts';
import { ec2, tagsIn, textsIn } from '../../aws/unsigned-request.ts';
import { applyUserData } from '../../ec2/apply-user-data.ts';
import { instanceMetadata } from '../../ec2/instance-metadata.ts';
import { type Ended, runProcess } from '../../ec2/run-process.ts';

export interface PlayedInstance extends Ended {
  readonly instanceId: string;
  readonly userData: string;
  readonly run: string;
}

export interface PlayedInstances {
  /** Those that have ended, in their order. */
  readonly ended: readonly PlayedInstance[];
  /** False: instances start and nothing runs on them. */
  isRunning: boolean;
  /** As EC2 has it. */
  readonly stateOf: (instanceId: string) => Promise<string>;
  readonly ids: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, '../../..');

/** Whatever instance the emulator is asked for runs here, with the user data it was given and the script in that. */
export const playInstances = async (aws: EmulatedAws): Promise<PlayedInstances> => {
  const ended: PlayedInstance[] = [];
  const known = new Set<string>();
  const tools = await mkdtemp(join(tmpdir(), 'kafka-steward-tools-'));
  await writeFile(join(tools, 'shutdown'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  await symlink(join(root, 'test/ec2/tools/aws'), join(tools, 'aws'));
  const environment = {
    PATH: `${tools}:${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
    PYTHON_TOOLS: await pythonTools(),
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  let isOver = false;
  const self = { isRunning: true };
  const watching = (async () => {
    while (!isOver) {
      for (const instanceId of await instanceIds(aws)) {
        if (known.has(instanceId)) continue;
        known.add(instanceId);
        if (!self.isRunning) continue;
        ended.push(await play(aws, instanceId, environment));
      }
      await sleep(100);
    }
  })();
  const stop = async (): Promise<void> => {
    isOver = true;
    await watching;
    await rm(tools, { recursive: true });
  };
  return Object.assign(self, {
    ended,
    ids: () => instanceIds(aws),
    stateOf: (instanceId: string) => stateOf(aws, instanceId),
    stop,
  });
};

const play = async (
  aws: EmulatedAws,
  instanceId: string,
  environment: Readonly<Record<string, string>>,
): Promise<PlayedInstance> => {
  const machine = await mkdtemp(join(tmpdir(), 'kafka-steward-load-machine-'));
  const userData = await userDataOf(aws);
  await applyUserData(userData, machine);
  await mkdir(join(machine, 'run'), { recursive: true });
  const tags = await tagsOf(aws, instanceId);
  const facts = { instanceId, zoneName: 'eu-west-1a', zoneId: 'euw1-az1', address: '127.0.0.1', tags };
  const metadata: Server = instanceMetadata(() => Promise.resolve(facts)).listen(0, '127.0.0.1');
  await once(metadata, 'listening');
  const { port } = metadata.address() as AddressInfo;
  const outcome = await runProcess(join(machine, 'opt/kafka-steward/run-load'), [], {
    env: { ...environment, LOAD_ROOT: machine, AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}` },
  });
  metadata.close();
  await rm(machine, { recursive: true });
  return { ...outcome, instanceId, userData, run: tags['kafka-steward:run'] ?? '' };
};

const instanceIds = async (aws: EmulatedAws): Promise<readonly string[]> =>
  textsIn(await ec2(aws.endpoint, { Action: 'DescribeInstances' }), 'instanceId');

const stateOf = async (aws: EmulatedAws, instanceId: string): Promise<string> => {
  const described = await ec2(aws.endpoint, { Action: 'DescribeInstances', 'InstanceId.1': instanceId });
  return /<instanceState>.*?<name>([^<]*)<\/name>/s.exec(described)?.[1] ?? 'gone';
};

const tagsOf = async (aws: EmulatedAws, instanceId: string): Promise<Readonly<Record<string, string>>> =>
  tagsIn(await ec2(aws.endpoint, { Action: 'DescribeInstances', 'InstanceId.1': instanceId }));

/** The emulator gives no instance what its template says, so it is asked of the one template there is. */
const userDataOf = async (aws: EmulatedAws): Promise<string> => {
  const [templateId = ''] = textsIn(await ec2(aws.endpoint, { Action: 'DescribeLaunchTemplates' }), 'launchTemplateId');
  const form = { Action: 'DescribeLaunchTemplateVersions', LaunchTemplateId: templateId };
  const [encoded] = textsIn(await ec2(aws.endpoint, form), 'userData');
  if (encoded === undefined) throw new Error('the launch template has no user data');
  return Buffer.from(encoded, 'base64').toString('utf8');
};
