import type { ExitCode } from '../cli/exit-codes.ts';
import { runProgram } from '../cli/program.ts';
import { realWorld } from '../cli/real-world.ts';
import type { Shell } from '../cli/shell.ts';

/** Checks the cluster of KAFKA_BOOTSTRAP_SERVERS, as the CLI does, and creates nothing on it. */
export async function checkGivenCluster(shell: Shell): Promise<ExitCode> {
  return await runProgram(['lag', 'check'], shell, realWorld);
}
