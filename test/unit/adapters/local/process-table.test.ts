import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import {
  endProcess,
  findProcesses,
  isAlive,
  killAtOnce,
  processTag,
  readProcess,
} from '../../../../src/adapters/local/process-table.ts';

/** A process that carries the mark of a node, as a broker does, and does nothing. */
async function startSleeper(launchId: string, nodeName: string) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', processTag(launchId, nodeName)]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  const running = await readProcess(child.pid!);
  return { child, known: { nodeName, pid: child.pid!, startMark: running!.startMark } };
}

test('knows its own process again, and not one with another start or of another cluster', async () => {
  const { known } = await startSleeper('aa11', 'broker-1');
  expect(await isAlive(known, 'aa11')).toBe(true);
  expect(await isAlive({ ...known, startMark: `${known.startMark}0` }, 'aa11')).toBe(false);
  expect(await isAlive(known, 'bb22')).toBe(false);
  expect(await isAlive({ ...known, nodeName: 'broker-2' }, 'aa11')).toBe(false);
});

test('finds a process of a cluster that nobody wrote down', async () => {
  const { known } = await startSleeper('cc33', 'broker-1');
  await startSleeper('cc334', 'broker-2');
  expect(await findProcesses('cc33')).toEqual([known]);
});

test('ends a process and returns when it is gone', async () => {
  const { child, known } = await startSleeper('dd44', 'broker-1');
  await endProcess(known, 'dd44', 'SIGTERM');
  expect(await isAlive(known, 'dd44')).toBe(false);
  expect(child.signalCode ?? 'SIGTERM').toBe('SIGTERM');
});

test('does not touch a process that only has the pid', async () => {
  const { child, known } = await startSleeper('ee55', 'broker-1');
  await endProcess({ ...known, startMark: '1' }, 'ee55', 'SIGKILL');
  await endProcess(known, 'ff66', 'SIGKILL');
  expect(child.exitCode).toBeNull();
  expect(await isAlive(known, 'ee55')).toBe(true);
});

test('kills at once what still is the process meant, and nothing else', async () => {
  const { child, known } = await startSleeper('cd34', 'broker-1');
  killAtOnce(known, 'ef56');
  killAtOnce({ ...known, nodeName: 'broker-2' }, 'cd34');
  expect(await isAlive(known, 'cd34')).toBe(true);
  const exited = once(child, 'exit');
  killAtOnce(known, 'cd34');
  await exited;
  expect(child.signalCode).toBe('SIGKILL');
});

test('kills a process that does not end when asked', async () => {
  const child = spawn('/bin/sh', [
    '-c',
    'trap "" TERM; echo ready; while :; do sleep 0.05; done',
    processTag('ab12', 'broker-1'),
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const known = { nodeName: 'broker-1', pid: child.pid!, startMark: (await readProcess(child.pid!))!.startMark };
  await endProcess(known, 'ab12', 'SIGTERM', 50);
  expect(await isAlive(known, 'ab12')).toBe(false);
});

test('knows nothing of a pid that nobody has', async () => {
  expect(await readProcess(2 ** 22 + 1)).toBeUndefined();
});
