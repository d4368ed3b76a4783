import { randomInt } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';

// Below the ports a kernel hands out to outgoing connections: between the probe here and the broker's bind, one of
// those could be gone.
const lowestPort = 12_000;
const highestPort = 32_000;

/** Ports nobody listens on: the ones asked for, from `firstPort` on, or any. */
export async function chooseFreePorts(count: number, clientPorts?: PortRequest): Promise<readonly number[]> {
  const chosen: number[] = [];
  for (let index = 0; clientPorts !== undefined && index < clientPorts.count; index += 1) {
    const port = clientPorts.firstPort + index;
    if (!(await isFree(port))) throw portTaken(port, await findPortHolder(port), 'ask for another --port');
    chosen.push(port);
  }
  while (chosen.length < count) {
    const port = randomInt(lowestPort, highestPort);
    if (!chosen.includes(port) && (await isFree(port))) chosen.push(port);
  }
  return chosen;
}

export interface PortRequest {
  readonly firstPort: number;
  readonly count: number;
}

/** Refuses ports of an existing cluster that somebody else listens on. */
export async function checkPortsFree(ports: readonly number[]): Promise<void> {
  const givesUpAtMs = Date.now() + 3_000;
  for (const port of ports) {
    while (!(await isFree(port))) {
      const holder = await findPortHolder(port);
      // A killed process has no name any more while the kernel still closes its sockets.
      if (holder !== undefined || Date.now() > givesUpAtMs)
        throw portTaken(port, holder, 'remove the cluster with local down --purge');
      await sleep(50);
    }
  }
}

/** Whether something accepts connections on the port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: '127.0.0.1', port }, () => probe.close(() => resolve(true)));
  });
}

function portTaken(port: number, holder: number | undefined, advice: string): OperationError {
  const who = holder === undefined ? 'another process' : `process ${holder}`;
  return new OperationError('PortTaken', `port ${port} is held by ${who}; stop it, or ${advice}`);
}

/** The process that listens on a port, where the kernel tells: Linux, and processes of the same user. */
async function findPortHolder(port: number): Promise<number | undefined> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const row of rows) {
      const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
      const isListener = state === '0A';
      if (isListener && inode !== undefined && Number.parseInt(local?.split(':')[1] ?? '', 16) === port) {
        inodes.add(`socket:[${inode}]`);
      }
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (inodes.has(target)) return Number(pid);
    }
  }
  return undefined;
}
