import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../../bin/kafka-steward.ts');

export interface ProcessResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StewardOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with each piece of stdout, so that a test can act on it. */
  readonly onOutput?: (process: ChildProcess, stdout: string) => void;
  /** Called with the process as soon as there is one. */
  readonly onSpawn?: (process: ChildProcess) => void;
  /** The same for stderr. */
  readonly onNote?: (stderr: string) => void;
}

/** Runs the command line as its users do: a process of its own, pipes for a terminal. */
export function runSteward(args: readonly string[], options: StewardOptions = {}): Promise<ProcessResult> {
  const child = spawn(process.execPath, [entry, ...args], spawnOptions(options));
  options.onSpawn?.(child);
  return collect(child, options);
}

/** Runs a line of bash in which `$STEWARD` is the command. */
export function runBash(line: string, options: StewardOptions = {}): Promise<ProcessResult> {
  const { cwd, env } = spawnOptions(options);
  const steward = `'${process.execPath}' '${entry}'`;
  const script = line.replaceAll('$STEWARD', steward);
  return collect(spawn('bash', ['-c', script], { cwd, env }), options);
}

function spawnOptions({ cwd, env = {} }: StewardOptions) {
  // What the environment of the tests says about clusters is not meant for the tests.
  const { PATH, HOME, TMPDIR } = process.env;
  return { cwd, env: { PATH, HOME, TMPDIR, ...env } };
}

function collect(child: ChildProcess, { onOutput, onNote }: StewardOptions): Promise<ProcessResult> {
  const told = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text;
    onOutput?.(child, told.stdout);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text;
    onNote?.(told.stderr);
  });
  return new Promise((fulfil, reject) => {
    child.once('error', reject);
    child.once('close', exitCode => fulfil({ exitCode, ...told }));
  });
}
