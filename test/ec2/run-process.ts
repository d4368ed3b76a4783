import { type SpawnOptions, spawn } from 'node:child_process';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. One that is killed ends with 137, as a shell says it. */
export const runProcess = (command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', chunk => (stdout += String(chunk)));
    child.stderr?.on('data', chunk => (stderr += String(chunk)));
    child.once('error', reject);
    child.once('close', code => resolve({ exitCode: code ?? 137, stdout, stderr }));
  });

/** The same, where anything but success is an error of the test's own surroundings. */
export const mustRun = async (
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> => {
  const { exitCode, stdout, stderr } = await runProcess(command, args, options);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${exitCode}: ${stderr.trim()}`);
  return stdout.trim();
};
