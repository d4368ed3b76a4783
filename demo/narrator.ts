import type { Shell } from '../cli/shell.ts';

/** Says what goes on, on stderr, with the time since the start. */
export interface Narrator {
  readonly step: (what: string) => void;
  readonly detail: (what: string) => void;
}

export function narrator({ stderr, nowMs }: Shell): Narrator {
  const startedMs = nowMs();
  const clock = (): string => `${((nowMs() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
  return {
    step: what => stderr.write(`${clock()}  ${what}\n`),
    detail: what => stderr.write(`${clock()}    ${what}\n`),
  };
}
