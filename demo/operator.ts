import path from 'node:path';
import { type ExitCode, exitCodes } from '../cli/exit-codes.ts';
import { runProgram } from '../cli/program.ts';
import { realWorld } from '../cli/real-world.ts';
import type { Shell } from '../cli/shell.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { Narrator } from './narrator.ts';

export interface Operator {
  /** A command line, with the login of an operator; whatever is not done and verified ends the show. */
  readonly run: (args: readonly string[]) => Promise<void>;
  readonly newestRun: () => Promise<string>;
}

export function operatorOf(cluster: LocalCluster, shell: Shell, tell: Narrator): Operator {
  const runs = path.join(cluster.directory.path, 'runs');
  const atDesk: Shell = { ...shell, env: { ...shell.env, KAFKA_STEWARD_RUNS: runs, KAFKA_STEWARD_PERSON: 'demo' } };
  return {
    run: async args => {
      tell.detail(`kafka-steward ${args.join(' ')}`);
      const login = ['--command-config', cluster.directory.clientProperties];
      const exitCode: ExitCode = await runProgram([...args, ...login], atDesk, realWorld);
      if (exitCode !== exitCodes.done) throw new OperationError('InternalError', `it ended with exit code ${exitCode}`);
    },
    newestRun: async () => {
      const { journal } = await realWorld.openRuns(atDesk);
      const [newest] = (await journal.list({})).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
      if (newest === undefined) throw new OperationError('InternalError', 'the journal is empty');
      return newest.runId;
    },
  };
}
