import { execFile } from 'node:child_process';

/** How a short-lived program ended. `exitCode` is absent where the program could not be started at all. */
export interface CommandResult {
  readonly exitCode?: number;
  /** Standard output and error together: tools put their reason in either. */
  readonly output: string;
}

export function runCommand(command: string, args: readonly string[], directory?: string): Promise<CommandResult> {
  return new Promise(resolve => {
    execFile(command, args, { cwd: directory, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) resolve({ exitCode: 0, output });
      // A code in words, such as ENOENT, means that nothing ran.
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, output });
      else if (typeof error.signal === 'string') resolve({ exitCode: 1, output });
      else resolve({ output: error.message });
    });
  });
}
