import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, connect as open } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from '../aws/end-with-us.ts';
import { hubPlaces } from './hub-places.ts';
import type { InstanceRequest, Machine, Machines, Surroundings } from './machines.ts';
import { mustRun, runProcess } from './run-process.ts';

/**
 * Each machine is a process that has network, mounts and process ids of its own; what runs on it ends with it, and it ends with us,
 * killed or not. So all that a killed run leaves behind are loop devices, which the next one frees.
 */
export async function networkNamespaces({
  directory,
  awsEndpoint,
  zoneId,
  environment,
}: Surroundings): Promise<Machines> {
  const places = hubPlaces(directory);
  const relay = createServer(socket => {
    const aws = open(Number(new URL(awsEndpoint).port), '127.0.0.1');
    socket.pipe(aws).pipe(socket);
    for (const end of [socket, aws]) end.on('error', () => [socket, aws].forEach(each => each.destroy()));
  }).listen(places.awsSocket);
  await once(relay, 'listening');
  const resolver = join(directory, 'resolv.conf');
  await writeFile(resolver, `nameserver ${places.address}\noptions ndots:0 timeout:1\n`);
  const machineEnvironment = { ...environment, AWS_ENDPOINT_URL: `http://${places.address}:${places.awsPort}` };

  const hub = await startMachine(directory, machineEnvironment);
  await hub.ip('link', 'set', 'lo', 'up');
  await hub.ip('link', 'add', 'br0', 'type', 'bridge');
  await hub.ip('address', 'add', `${places.address}/16`, 'dev', 'br0');
  await hub.ip('address', 'add', '169.254.169.254/32', 'dev', 'br0');
  await hub.ip('link', 'set', 'br0', 'up');
  const services = hub.start(process.execPath, [join(import.meta.dirname, 'hub.ts'), directory, zoneId]);
  if (!(await saidReady(services))) throw new Error('the hub of the network did not start');

  const machines = new Map<number, MachineProcess>();
  const volumes = new Map<string, string>();
  const generations = new Map<number, number>();

  const plugIn = async (slot: number, address: string, root: string): Promise<MachineProcess> => {
    const machine = await startMachine(root, { ...machineEnvironment, KAFKA_NODE_ROOT: root });
    await mustRun('ip', [
      'link',
      'add',
      `v${slot}`,
      'netns',
      `${hub.pid}`,
      'type',
      'veth',
      'peer',
      'eth0',
      'netns',
      `${machine.pid}`,
    ]);
    await hub.ip('link', 'set', `v${slot}`, 'master', 'br0', 'up');
    await machine.ip('link', 'set', 'lo', 'up');
    await machine.ip('address', 'add', `${address}/16`, 'dev', 'eth0');
    await machine.ip('link', 'set', 'eth0', 'up');
    await machine.ip('route', 'add', '169.254.169.254', 'dev', 'eth0');
    await machine.must('mount', '--bind', resolver, '/etc/resolv.conf');
    machines.set(slot, machine);
    return machine;
  };

  const client = await plugIn(250, '10.66.250.1', directory);

  return {
    client,
    newAddress: slot => {
      const generation = (generations.get(slot) ?? 9) + 1;
      generations.set(slot, generation);
      return `10.66.${slot}.${generation}`;
    },
    makeVolume: async volumeId => {
      const file = join(directory, volumeId);
      const before = volumes.get(volumeId);
      if (before !== undefined) await mustRun('losetup', ['--detach', before]);
      await writeFile(file, '');
      // XFS takes no volume below 300 MB. The file has holes, so it costs what is written.
      await truncate(file, 1024 ** 3);
      volumes.set(volumeId, await mustRun('losetup', ['--find', '--show', file]));
    },
    growVolume: async volumeId => {
      const file = join(directory, volumeId);
      await truncate(file, (await stat(file)).size + 1024 ** 3);
      await mustRun('losetup', ['--set-capacity', volumes.get(volumeId) ?? '']);
    },
    launch: async ({ facts: own, slot, volumeIds }: InstanceRequest) => {
      const root = join(directory, own.instanceId);
      const devices = join(root, 'dev/disk/by-id');
      await mkdir(devices, { recursive: true });
      for (const volumeId of volumeIds) {
        const device = `nvme-Amazon_Elastic_Block_Store_${volumeId.replace('-', '')}`;
        await symlink(volumes.get(volumeId) ?? '', join(devices, device));
      }
      await writeFile(places.factsOf(own.address), JSON.stringify(own));
      return await plugIn(slot, own.address, root);
    },
    setLink: async (slot, state) => {
      await hub.ip('link', 'set', `v${slot}`, state);
    },
    remove: async () => {
      for (const machine of [...machines.values(), hub]) await machine.kill();
      relay.close();
      for (const device of volumes.values()) await mustRun('losetup', ['--detach', device]);
    },
  };
}

/** Frees the loop devices of runs that are over, which are known by the number of their process. */
export async function freeLoopDevices(stages: string): Promise<void> {
  const { stdout } = await runProcess('losetup', ['--list', '--json']).catch(() => ({ stdout: '' }));
  const { loopdevices } = JSON.parse(stdout === '' ? '{"loopdevices":[]}' : stdout) as {
    loopdevices: readonly { name: string; 'back-file': string }[];
  };
  for (const { name, 'back-file': file } of loopdevices) {
    const [pid] = file.startsWith(`${stages}/`) ? file.slice(stages.length + 1).split('-') : [];
    if (pid !== undefined && !isAlive(Number(pid))) await runProcess('losetup', ['--detach', name]);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface MachineProcess extends Machine {
  readonly pid: number;
  ip(...args: readonly string[]): Promise<void>;
  must(command: string, ...args: readonly string[]): Promise<void>;
}

// The first process of a process namespace has to take leave of those whose parents have gone.
const idle = 'while :; do sleep 3600 & wait "$!"; done';

async function startMachine(root: string, environment: Readonly<Record<string, string>>): Promise<MachineProcess> {
  await mkdir(root, { recursive: true });
  const own = ['unshare', '--net', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child', 'bash', '-c', idle];
  const outer = spawn('setpriv', ['--pdeathsig', 'KILL', ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = endWithUs(outer);
  const pid = await firstChild(outer);
  const enter = ['--target', `${pid}`, '--net', '--mount', '--pid', '--'];
  const options = { env: { ...process.env, ...environment }, cwd: root };
  const run: Machine['run'] = (command, args) => runProcess('nsenter', [...enter, command, ...args], options);
  const must = async (command: string, ...args: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await run(command, args);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`);
  };
  return {
    root,
    pid,
    run,
    must,
    ip: (...args) => must('ip', ...args),
    start: (command, args) =>
      spawn('nsenter', [...enter, command, ...args], { ...options, stdio: ['ignore', 'pipe', 'inherit'] }),
    kill: async () => {
      if (outer.exitCode === null && outer.signalCode === null) {
        const gone = once(outer, 'exit');
        kill();
        await gone;
      }
      while (isAlive(pid)) await sleep(20);
      await rm(join(root, 'dev'), { recursive: true, force: true });
    },
  };
}

async function firstChild(outer: ChildProcess): Promise<number> {
  let complaint = '';
  outer.stderr?.on('data', chunk => (complaint += String(chunk)));
  while (outer.exitCode === null && outer.signalCode === null) {
    const { stdout } = await runProcess('pgrep', ['--parent', `${outer.pid}`, 'bash']);
    if (stdout.trim() !== '') return Number(stdout);
    await sleep(20);
  }
  throw new Error(`a machine of its own could not be made: ${complaint.trim()}`);
}

async function saidReady(child: ChildProcess): Promise<boolean> {
  const said = once(child.stdout ?? child, 'data');
  return await Promise.race([said.then(() => true), once(child, 'exit').then(() => false)]);
}
