import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

export interface ProcessRun {
  readonly wallMs: number;
  /** Undefined where neither GNU time nor /proc is there to tell. */
  readonly peakMb: number | undefined;
  readonly failure: string | undefined;
  /** Files that hold what the process wrote. */
  readonly stdoutPath: string;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

const gnuTime = '/usr/bin/time';
const hasGnuTime = process.platform === 'linux' && existsSync(gnuTime);

/** How peak memory is found on this machine, for the report. */
export const peakMethod = hasGnuTime
  ? 'GNU time'
  : existsSync('/proc/self/status')
    ? 'VmHWM of /proc, read every 2 ms'
    : 'not measured here: neither GNU time nor /proc';

/** Runs one whole process and measures it from the outside, from fork to exit. */
export async function runProcess(command: Command, scratch: string): Promise<ProcessRun> {
  const stdoutPath = path.join(scratch, 'stdout');
  const stderrPath = path.join(scratch, 'stderr');
  const timePath = path.join(scratch, 'time');
  rmSync(timePath, { force: true });
  // ru_maxrss of a child starts at the size of the process that forked it, so a small process has to stand between.
  const [file, ...args] = hasGnuTime
    ? [gnuTime, '-q', '-f', '%M', '-o', timePath, command.file, ...command.args]
    : [command.file, ...command.args];
  const stdout = openSync(stdoutPath, 'w');
  const stderr = openSync(stderrPath, 'w');
  const startedMs = performance.now();
  // A process group of its own, so that a timeout ends the process behind GNU time too.
  const child = spawn(file, args, { stdio: ['ignore', stdout, stderr], detached: true });
  const watched = watchPeak(hasGnuTime ? undefined : child.pid);
  const giveUp = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), command.timeoutMs);
  const endWithUs = () => process.kill(-child.pid!, 'SIGKILL');
  process.once('exit', endWithUs);
  const failure = await new Promise<string | undefined>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
  const wallMs = performance.now() - startedMs;
  process.off('exit', endWithUs);
  clearTimeout(giveUp);
  closeSync(stdout);
  closeSync(stderr);
  const peakMb = hasGnuTime ? kilobytesIn(timePath) / 1024 : watched();
  return { wallMs, peakMb, failure: failure && `${failure}: ${lastLine(stderrPath)}`, stdoutPath };
}

/** The kernel keeps the high-water mark itself; only what grows after the last reading is missed. */
function watchPeak(pid: number | undefined): () => number | undefined {
  let peakKb: number | undefined;
  const read = () => {
    try {
      const found = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      if (found) peakKb = Number(found[1]);
    } catch {
      // The process has ended, or this system has no /proc.
    }
  };
  const timer = pid === undefined ? undefined : setInterval(read, 2);
  return () => {
    clearInterval(timer);
    return peakKb === undefined ? undefined : peakKb / 1024;
  };
}

const kilobytesIn = (file: string) => Number(readFileSync(file, 'utf8').trim().split('\n').at(-1));

const lastLine = (file: string) => readFileSync(file, 'utf8').trim().split('\n').at(-1)?.slice(0, 300) ?? '';
