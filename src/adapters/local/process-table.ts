import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeProcess } from '../../domain/local/local-state.ts';
import { runCommand } from './run-command.ts';

interface RunningProcess {
  readonly pid: number;
  readonly startMark: string;
  readonly commandLine: string;
}

/** The process with this pid, unless it is gone or only waits to be collected by its parent. */
export async function readProcess(pid: number): Promise<RunningProcess | undefined> {
  return process.platform === 'linux' ? await readFromProc(pid) : await readFromPs(pid);
}

/** Whether this very process still runs: same pid, same start, same cluster on its command line. */
export async function isAlive(known: NodeProcess, launchId: string): Promise<boolean> {
  const running = await readProcess(known.pid);
  return running?.startMark === known.startMark && running.commandLine.includes(processTag(launchId, known.nodeName));
}

/**
 * Every running process of a cluster, found by what is on their command lines. Finds the one whose launcher was killed
 * before it wrote down the pid.
 */
export async function findProcesses(launchId: string): Promise<readonly NodeProcess[]> {
  const found: NodeProcess[] = [];
  const tag = new RegExp(`(?:^|\\s)${processTag(launchId, '([a-z0-9-]+)')}(?:\\s|$)`);
  for (const pid of await listPids()) {
    const running = await readProcess(pid);
    const nodeName = running === undefined ? undefined : tag.exec(running.commandLine)?.[1];
    if (running !== undefined && nodeName !== undefined) found.push({ nodeName, pid, startMark: running.startMark });
  }
  return found;
}

/** The argument that marks a process as a node of a cluster: a system property no program reads. */
export function processTag(launchId: string, nodeName: string): string {
  return `-Dkafka-steward.node=${launchId}/${nodeName}`;
}

/** A broker hands its leaders on before it ends, in the time it needs; one that hangs is killed after this. */
export const brokerStopMs = 45_000;

/** Ends a process and returns when it is gone. One that does not follow a polite request in time is killed. */
export async function endProcess(
  known: NodeProcess,
  launchId: string,
  signal: 'SIGTERM' | 'SIGKILL',
  politeMs = 8_000,
): Promise<void> {
  const killAtMs = Date.now() + politeMs;
  let next: 'SIGTERM' | 'SIGKILL' | undefined = signal;
  let isOurs = false;
  while (await isAlive(known, launchId)) {
    isOurs = true;
    if (next !== undefined) send(known.pid, next);
    next = signal === 'SIGTERM' && Date.now() > killAtMs ? 'SIGKILL' : undefined;
    await sleep(20);
  }
  // On its way out a process loses its command line a moment before it is gone.
  while (isOurs && (await readProcess(known.pid))?.startMark === known.startMark) await sleep(20);
}

/** Kills a process if it still is the one meant, without waiting: for exit hooks, where nothing can be awaited. */
export function killAtOnce({ pid, nodeName }: NodeProcess, launchId: string): void {
  if (readCommandLineNow(pid).includes(processTag(launchId, nodeName))) send(pid, 'SIGKILL');
}

function readCommandLineNow(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  }
  const path = `/proc/${pid}/cmdline`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

async function readFromProc(pid: number): Promise<RunningProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in parentheses may hold spaces: what follows the last one is the state, and 19 fields on the start.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields?.[0], fields?.[19]];
  if (state === undefined || state === 'Z' || startTicks === undefined) return undefined;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return { pid, startMark: startTicks, commandLine: commandLine.replaceAll('\0', ' ') };
}

async function readFromPs(pid: number): Promise<RunningProcess | undefined> {
  const { exitCode, output } = await runCommand('ps', ['-ww', '-p', String(pid), '-o', 'lstart=,command=']);
  // lstart is a date of fixed width, such as `Sat Nov 21 10:15:00 2026`.
  if (exitCode !== 0) return undefined;
  return { pid, startMark: output.slice(0, 24).trim(), commandLine: output.slice(24) };
}

async function listPids(): Promise<readonly number[]> {
  if (process.platform === 'linux') return (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const { output } = await runCommand('ps', ['-axo', 'pid=']);
  return output.trim().split(/\s+/).map(Number);
}
