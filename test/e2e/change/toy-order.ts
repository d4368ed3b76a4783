import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import { counterNames, toyRunbook, toyWorld } from '../../change/toy-runbook.ts';

/** What a toy process is told to do. */
export interface ToyOrder {
  readonly directory: string;
  /** Where runs are kept; absent: in the directory. */
  readonly table?: { readonly name: string; readonly endpoint: string };
  /** How far its clock is ahead of ours, so that leases granted to others are over. */
  readonly aheadMs?: number;
  readonly person: string;
  readonly leaseMs: number;
  /** The boundary of the journal, before and after each entry, at which it sends itself the signal. */
  readonly boundary?: { readonly at: number; readonly signal: 'SIGKILL' | 'SIGSTOP' };
  /** How long each step takes. */
  readonly pauseMs?: number;
}

export interface ToyEnd {
  readonly signal: NodeJS.Signals | null;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const directories: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(directories.splice(0).map(path => rm(path, { recursive: true, force: true })));
});

/** A directory with a plan over counters, gone after the test. */
export async function toyDirectory(counters: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kafka-steward-run-'));
  directories.push(directory);
  const names = counterNames(counters);
  const draft = await toyRunbook.plan({ counters: names, add: 1 }, toyWorld(names));
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const seal = { planId: 'run-1', nowMs: Date.now(), lifetimeMs: 600_000, hash };
  await writeFile(join(directory, 'plan.json'), JSON.stringify(sealPlan(draft, { kind: 'toy' }, seal)));
  return directory;
}

const program = fileURLToPath(new URL('./toy-process.ts', import.meta.url));

export function startToy(order: Omit<ToyOrder, 'person' | 'leaseMs'> & Partial<ToyOrder>) {
  const full: ToyOrder = { person: 'ada', leaseMs: 60_000, ...order };
  const child = spawn(process.execPath, [program, JSON.stringify(full)], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../.cache/compiled') },
  });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<ToyEnd>(resolve =>
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr })),
  );
  return { child, ended };
}

/** How often each counter was added to, in order of the first time. */
export async function readEffects(directory: string): Promise<ReadonlyMap<string, number>> {
  const path = join(directory, 'effects.log');
  const effects = new Map<string, number>();
  const lines = existsSync(path) ? (await readFile(path, 'utf8')).trimEnd().split('\n') : [];
  for (const line of lines) {
    const counter = line.split(' ')[0]!;
    effects.set(counter, (effects.get(counter) ?? 0) + 1);
  }
  return effects;
}
