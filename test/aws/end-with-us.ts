import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Kills the child when this process ends in whatever way; the answer lets it go. */
export const endWithUs = (child: ChildProcess): (() => void) => {
  children.add(child);
  return () => {
    children.delete(child);
    child.kill('SIGKILL');
  };
};
