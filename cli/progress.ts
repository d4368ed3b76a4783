import cliProgress from 'cli-progress';
import { duration } from '../src/domain/lag/figures.ts';
import type { Shell } from './shell.ts';

/** How far a long work is, told on stderr. */
export interface Progress {
  /** How much is done, and how long the rest will take where the caller knows better than by what has passed. */
  readonly advance: (done: number, leftMs?: number) => void;
  /** To be called however the work ends; leaves the terminal as it was. */
  readonly end: () => void;
}

/** A bar with an estimate on a terminal; elsewhere a plain line now and then, fit for a log. */
export function startProgress(shell: Shell, what: string, total: number): Progress {
  return shell.stderr.isTerminal ? drawBar(shell, what, total) : writeLines(shell, what, total);
}

function drawBar({ stderr, nowMs }: Shell, what: string, total: number): Progress {
  const startedAtMs = nowMs();
  let endsAtMs: number | undefined;
  const bar = new cliProgress.SingleBar({
    stream: stderr.stream,
    clearOnComplete: true,
    hideCursor: true,
    // Ctrl-C is the shell's, which ends the work and so this bar.
    gracefulExit: false,
    barsize: Math.max(10, Math.min(30, (stderr.columns() ?? 80) - what.length - 36)),
    format: (options, { progress, value }) => {
      const left = endsAtMs === undefined ? '' : `, ${inSeconds(endsAtMs - nowMs())} left`;
      return `${what} ${cliProgress.Format.BarFormat(progress, options)} ${value} of ${total}${left}`;
    },
    barCompleteChar: '━',
    barIncompleteChar: '─',
  });
  bar.start(total, 0);
  return {
    advance: (done, leftMs = leftBy(nowMs() - startedAtMs, done, total)) => {
      endsAtMs = leftMs === undefined ? undefined : nowMs() + leftMs;
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}

const quietMs = 5000;

function writeLines({ stderr, nowMs }: Shell, what: string, total: number): Progress {
  const startedAtMs = nowMs();
  let toldAtMs = -Infinity;
  return {
    advance: (done, leftMs = leftBy(nowMs() - startedAtMs, done, total)) => {
      if (nowMs() - toldAtMs < quietMs || done >= total) return;
      const left = leftMs === undefined ? '' : `, about ${inSeconds(leftMs)} left`;
      stderr.write(`${what}: ${done} of ${total}${left}\n`);
      toldAtMs = nowMs();
    },
    end: () => undefined,
  };
}

/** Undefined as long as nothing is done: that tells nothing of the rest. */
function leftBy(elapsedMs: number, done: number, total: number): number | undefined {
  return done === 0 ? undefined : (elapsedMs / done) * (total - done);
}

/** An estimate is no measurement: whole seconds, and never none. */
function inSeconds(leftMs: number): string {
  return duration(Math.max(1, Math.ceil(leftMs / 1000)) * 1000);
}
