import cliProgress from 'cli-progress';
import { duration } from '../src/domain/lag/figures.ts';
import type { Shell } from './shell.ts';

/** How far a long work is, told on stderr. */
export interface Progress {
  readonly advance: (done: number) => void;
  /** To be called however the work ends; leaves the terminal as it was. */
  readonly end: () => void;
}

/** A bar with an estimate on a terminal; elsewhere a plain line now and then, fit for a log. */
export function startProgress(shell: Shell, what: string, total: number): Progress {
  return shell.stderr.isTerminal ? drawBar(shell, what, total) : writeLines(shell, what, total);
}

function drawBar({ stderr, nowMs }: Shell, what: string, total: number): Progress {
  const startedMs = nowMs();
  const bar = new cliProgress.SingleBar({
    stream: stderr.stream,
    clearOnComplete: true,
    hideCursor: true,
    // Ctrl-C is the shell's, which ends the work and so this bar.
    gracefulExit: false,
    barsize: Math.max(10, Math.min(30, (stderr.columns() ?? 80) - what.length - 36)),
    format: (options, { progress, value }) => {
      const left = value === 0 ? '' : `, ${duration(leftMs(nowMs() - startedMs, value, total))} left`;
      return `${what} ${cliProgress.Format.BarFormat(progress, options)} ${value} of ${total}${left}`;
    },
    barCompleteChar: '━',
    barIncompleteChar: '─',
  });
  bar.start(total, 0);
  return { advance: done => bar.update(done), end: () => bar.stop() };
}

const quietMs = 5000;

function writeLines({ stderr, nowMs }: Shell, what: string, total: number): Progress {
  const startedMs = nowMs();
  let toldMs = -Infinity;
  return {
    advance: done => {
      const now = nowMs();
      if (now - toldMs >= quietMs && done < total) {
        const left = done === 0 ? '' : `, about ${duration(leftMs(now - startedMs, done, total))} left`;
        stderr.write(`${what}: ${done} of ${total}${left}\n`);
        toldMs = now;
      }
    },
    end: () => undefined,
  };
}

/** In whole seconds: an estimate is no measurement. */
function leftMs(elapsedMs: number, done: number, total: number): number {
  return Math.round(((elapsedMs / done) * (total - done)) / 1000) * 1000;
}
