import { spawnSync } from 'node:child_process';

/** Runs a tool to its end and returns what it printed; a tool that is absent or fails is one clear error. */
export const runTool = (tool: string, args: readonly string[]): string => {
  const run = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.error !== undefined) {
    throw new Error(
      `"${tool}" cannot be started (${run.error.message}); the generator needs Maven and a JDK on the PATH`,
    );
  }
  if (run.status !== 0) {
    const said = (run.stderr + run.stdout).trim().split('\n').slice(-5).join('; ');
    throw new Error(`"${tool} ${args.join(' ')}" ended with ${String(run.status ?? run.signal)}: ${said}`);
  }
  return run.stdout;
};
