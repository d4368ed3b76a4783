import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Everything about this machine that the figures depend on. */
export function machineLine(): string {
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const tools = [`Node ${process.versions.node}`, firstLineOf('java', ['-version']), firstLineOf('go', ['version'])];
  return `${availableParallelism()} cores (${model}), ${memoryGb} GB; ${tools.join('; ')}`;
}

export const loadAverage = () => loadavg()[0]!.toFixed(1);

function firstLineOf(command: string, args: readonly string[]): string {
  try {
    // java tells its version on stderr.
    const output = execFileSync('sh', ['-c', `${command} ${args.join(' ')} 2>&1`], { encoding: 'utf8' });
    return output.split('\n')[0]!;
  } catch {
    return `no ${command}`;
  }
}
