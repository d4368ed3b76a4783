/** All a command sees of the process it runs in, so that a test can run it without one. */
export interface Shell {
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** Notes, progress, errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths in flags are relative to this directory. */
  readonly cwd: string;
  /** Aborted by Ctrl-C and SIGTERM, and when the reader of stdout has gone. */
  readonly interruption: AbortSignal;
  /** What a person at the terminal answers to a question; undefined where there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly nowMs: () => number;
  /** Rejects as soon as `interruption` aborts. */
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Output {
  /** The stream itself, for libraries that draw on it. */
  readonly stream: NodeJS.WritableStream;
  readonly isTerminal: boolean;
  /** A terminal that shows colours, and nobody said NO_COLOR. */
  readonly hasColour: boolean;
  /** The terminal's width now; undefined where lines can be as long as they like. */
  readonly columns: () => number | undefined;
  /** The terminal's height now; undefined where there is none. */
  readonly rows: () => number | undefined;
  readonly write: (text: string) => void;
}

/** Why `interruption` aborts when the reader of stdout has gone, as with `| head`: that is no failure. */
export const readerGone = new Error('nobody reads the output any more');
