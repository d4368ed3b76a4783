import type { ExitCode } from './exit-codes.ts';
import type { Shell } from './shell.ts';
import type { World } from './world.ts';

/** What each command is given when it is added to the program. */
export interface Cli {
  readonly shell: Shell;
  readonly world: World;
  /** How an action that does not throw ends; without a call the command ends as done. */
  readonly finish: (exitCode: ExitCode) => void;
}
