import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordsOf } from './cluster-requests.ts';
import { instanceMetadata } from './instance-metadata.ts';
import type { InstanceFacts, InstanceRequest, Machine, Machines, Surroundings } from './machines.ts';
import { runProcess } from './run-process.ts';

/**
 * Machines for where the rights to make real ones are missing: directories, each with addresses of its own in 127.0.0.0/8. The tools
 * for volumes are played, names are in a file, and a link that is down is a process that is halted.
 */
export async function loopbackAddresses({
  directory,
  awsEndpoint,
  zoneId,
  environment,
}: Surroundings): Promise<Machines> {
  // Two runs on one machine have networks of their own.
  const network = 20 + (process.pid % 200);
  const hosts = join(directory, 'hosts');
  const common = {
    ...environment,
    AWS_ENDPOINT_URL: awsEndpoint,
    HOSTS_FILE: hosts,
    JDK_JAVA_OPTIONS: `-Djdk.net.hosts.file=${hosts}`,
    NODE_OPTIONS: `--import=${join(import.meta.dirname, 'clients/hosts-file.ts')}`,
  };
  const names = keepHosts(hosts, awsEndpoint, zoneId);
  await names.written;

  const facts = new Map<number, InstanceFacts>();
  const machines = new Map<number, Machine>();
  const generations = new Map<number, number>();
  const closing: (() => void)[] = [names.stop];

  const metadataOf = async (slot: number): Promise<string> => {
    const server = instanceMetadata(() => Promise.resolve(facts.get(slot))).listen(0, `127.${network}.${slot}.254`);
    await once(server, 'listening');
    closing.push(() => server.close().closeAllConnections());
    const { address, port } = server.address() as AddressInfo;
    return `http://${address}:${port}`;
  };

  return {
    client: machineIn(directory, common),
    newAddress: slot => {
      const generation = (generations.get(slot) ?? 0) + 1;
      generations.set(slot, generation);
      return `127.${network}.${slot}.${generation}`;
    },
    makeVolume: async volumeId => {
      await rm(join(directory, volumeId), { recursive: true, force: true });
      await rm(join(directory, `${volumeId}.xfs`), { force: true });
      await mkdir(join(directory, volumeId));
    },
    growVolume: volumeId => writeFile(join(directory, `${volumeId}.grown`), ''),
    launch: async ({ facts: own, slot, volumeIds }: InstanceRequest) => {
      const root = join(directory, own.instanceId);
      const devices = join(root, 'dev/disk/by-id');
      await mkdir(devices, { recursive: true });
      for (const volumeId of volumeIds) {
        const device = `nvme-Amazon_Elastic_Block_Store_${volumeId.replace('-', '')}`;
        await symlink(join(directory, volumeId), join(devices, device));
      }
      facts.set(slot, own);
      const machine = machineIn(root, {
        ...common,
        KAFKA_NODE_ROOT: root,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: await metadataOf(slot),
      });
      machines.set(slot, machine);
      return machine;
    },
    setLink: async (slot, state) => {
      const root = machines.get(slot)?.root ?? '';
      await signalService(root, state === 'down' ? 'SIGSTOP' : 'SIGCONT');
    },
    remove: async () => {
      for (const machine of machines.values()) await machine.kill();
      for (const close of closing) close();
    },
  };
}

/** Ends the services that runs which are over left behind in a directory. */
export async function killServices(directory: string): Promise<void> {
  for (const name of await readdir(directory)) await signalService(join(directory, name), 'SIGKILL');
}

function machineIn(root: string, environment: Readonly<Record<string, string>>): Machine {
  const running = new Set<ChildProcess>();
  const options = { env: { ...process.env, ...environment }, cwd: root };
  const start: Machine['start'] = (command, args) => {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  return {
    root,
    start,
    run: (command, args) => runProcess(command, args, options),
    kill: async () => {
      for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      await signalService(root, 'SIGKILL');
    },
  };
}

/** The number in the file may be another process by now, or one of a namespace: its command line has to name this root. */
async function signalService(root: string, signal: NodeJS.Signals): Promise<void> {
  const file = join(root, 'run/kafka.pid');
  if (!existsSync(file)) return;
  const pid = Number(await readFile(file, 'utf8'));
  const isOurs = async (): Promise<boolean> =>
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(root);
  if (!(await isOurs())) return;
  process.kill(pid, signal);
  while (signal === 'SIGKILL' && (await isOurs())) await sleep(20);
}

/** Writes the records of the hosted zone into a hosts file, again and again: neither Java nor Node can be given a resolver. */
function keepHosts(file: string, awsEndpoint: string, zoneId: string): { written: Promise<void>; stop: () => void } {
  let isOver = false;
  const own = `127.0.0.1 localhost\n127.0.0.1 ${hostname()}\n`;
  const write = async (): Promise<void> => {
    const records = await recordsOf(awsEndpoint, zoneId);
    await writeFile(`${file}.fresh`, own + [...records].map(([name, address]) => `${address} ${name}\n`).join(''));
    await rename(`${file}.fresh`, file);
  };
  const keep = async (): Promise<void> => {
    while (!isOver) {
      await sleep(200);
      // The emulator may be gone before us.
      await write().catch(() => undefined);
    }
  };
  const written = write();
  void written.then(keep);
  return { written, stop: () => (isOver = true) };
}
