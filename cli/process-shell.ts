import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import { type Output, readerGone, type Shell } from './shell.ts';

/** The shell of this very process. A second Ctrl-C ends it at once. */
export function openProcessShell(): Shell {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interruption.abort());
  }
  return {
    stdout: outputTo(process.stdout, () => interruption.abort(readerGone)),
    stderr: outputTo(process.stderr, () => undefined),
    env: process.env,
    cwd: process.cwd(),
    interruption: interruption.signal,
    ask: question => askAtTerminal(question, interruption.signal),
    nowMs: Date.now,
    sleep: async ms => sleep(ms, undefined, { signal: interruption.signal }),
  };
}

/** The terminal stays as it is, so that Ctrl-C reaches the process as it does at any other time. */
async function askAtTerminal(question: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdin, stderr } = process;
  if ((stdin.isTTY as boolean | undefined) !== true || (stderr.isTTY as boolean | undefined) !== true) return undefined;
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}

/** Waits until all output has left the process, then ends it, open sockets or not. */
export async function leaveProcess(exitCode: number): Promise<void> {
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(exitCode);
}

function outputTo(stream: WriteStream, onReaderGone: () => void): Output {
  let isGone = false;
  // `| head` closes the pipe when it has enough: that is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    isGone = true;
    onReaderGone();
  });
  // Not a boolean where the stream is a pipe, whatever its type says.
  const isTerminal = (stream.isTTY as boolean | undefined) === true;
  return {
    stream,
    isTerminal,
    hasColour: isTerminal && stream.hasColors(),
    columns: () => (isTerminal ? stream.columns : undefined),
    rows: () => (isTerminal ? stream.rows : undefined),
    write: text => {
      if (!isGone) {
        stream.write(text);
      }
    },
  };
}

async function drained(stream: WriteStream): Promise<void> {
  await new Promise<void>(resolve => {
    if (stream.destroyed || !stream.writable) {
      resolve();
      return;
    }
    stream.write('', () => resolve());
  });
}
