import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RecordAnswer, RecordTask } from './clients/record-client.ts';
import { passwords } from './cluster-parts.ts';
import { bootstrapServers } from './cluster-plan.ts';
import type { Ended } from './run-process.ts';
import type { TrialCluster } from './trial-cluster.ts';

const program = resolve(import.meta.dirname, '../../bin/kafka-steward.ts');
const quiet = '--disable-warning=TimeoutNegativeWarning';

/** The project's own command line, on the client's machine. */
export const steward = async (
  cluster: TrialCluster,
  user: string,
  args: readonly string[],
  password?: string,
): Promise<Ended> => {
  const properties = await cluster.propertiesFor(user, password);
  const connection = ['--bootstrap-servers', bootstrapServers, '--command-config', properties];
  return await cluster.machines.client.run(process.execPath, [quiet, program, ...args, ...connection]);
};

export type RecordsWanted = Omit<RecordTask, 'bootstrapServers'> & { readonly bootstrapServers?: string };

/** kafkajs, on the client's machine; as the admin unless the task says who. */
export const records = async (cluster: TrialCluster, wanted: RecordsWanted): Promise<Ended> => {
  const task: RecordTask = {
    bootstrapServers,
    authority: cluster.authorityFile,
    user: 'admin',
    password: passwords['admin'],
    ...wanted,
  };
  const file = join(cluster.directory, `task-${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(task));
  const client = join(import.meta.dirname, 'clients/record-client.ts');
  // A client that waits for a node which went away in the middle of an answer is ended, for whoever asks to ask again.
  return await cluster.machines.client.run('timeout', ['--kill-after=1', '45', process.execPath, quiet, client, file]);
};

export const mustRecords = async (cluster: TrialCluster, wanted: RecordsWanted): Promise<RecordAnswer> => {
  const { exitCode, stdout, stderr } = await records(cluster, wanted);
  if (exitCode !== 0) throw new Error(`kafkajs: ${stderr}`);
  return JSON.parse(stdout) as RecordAnswer;
};
