import { Writable } from 'node:stream';
import { runProgram } from '../../../cli/program.ts';
import type { Output, Shell } from '../../../cli/shell.ts';
import type { OpenCluster, Runs, World } from '../../../cli/world.ts';

export interface FakeTerminal {
  readonly columns?: number;
  readonly rows?: number;
  readonly hasColour?: boolean;
}

export interface FakeShell extends Shell {
  readonly told: { stdout: string; stderr: string; sleptMs: number };
  readonly interrupt: (reason?: unknown) => void;
}

/** A shell whose clock moves only when somebody sleeps; without `terminal` its outputs are pipes. */
export function fakeShell(
  options: { terminal?: FakeTerminal; env?: Shell['env']; cwd?: string; answer?: string } = {},
): FakeShell {
  const told = { stdout: '', stderr: '', sleptMs: 0 };
  const interruption = new AbortController();
  const outputTo = (name: 'stdout' | 'stderr'): Output => {
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        told[name] += chunk.toString();
        done();
      },
    });
    return {
      stream: Object.assign(stream, { isTTY: options.terminal !== undefined }),
      isTerminal: options.terminal !== undefined,
      hasColour: options.terminal?.hasColour ?? false,
      columns: () => options.terminal?.columns,
      rows: () => options.terminal?.rows,
      write: text => (told[name] += text),
    };
  };
  return {
    told,
    interrupt: reason => interruption.abort(reason),
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    env: options.env ?? {},
    cwd: options.cwd ?? '/nowhere',
    interruption: interruption.signal,
    ask: async question => {
      told.stderr += question;
      return options.answer;
    },
    nowMs: () => Date.parse('2026-03-01T12:00:00Z') + told.sleptMs,
    sleep: async ms => {
      interruption.signal.throwIfAborted();
      told.sleptMs += ms;
    },
  };
}

/** A cluster of which only the parts are there that a test gives. */
export function worldWith(parts: Partial<OpenCluster>, runs?: Runs): World {
  const missing = (name: string) => () => Promise.reject(new Error(`the test gives no ${name}`));
  return {
    openRuns: async () => runs ?? (await missing('runs')()),
    openSecrets: missing('secrets'),
    makeSecret: missing('secrets'),
    openAssociations: missing('associations'),
    openMetrics: missing('metrics'),
    openPrices: missing('prices'),
    openPriceList: missing('price list'),
    openNodes: missing('nodes'),
    openBrokerLogs: missing('broker logs'),
    openCluster: async () => ({
      readSnapshot: missing('readSnapshot'),
      listGroups: missing('listGroups'),
      describeGroups: missing('describeGroups'),
      describeCluster: missing('describeCluster'),
      readTarget: missing('readTarget'),
      offsets: {
        readCommits: missing('readCommits'),
        listTopics: missing('listTopics'),
        readTopics: missing('readTopics'),
        readLog: missing('readLog'),
        readRecordsAt: missing('readRecordsAt'),
        readGroupRights: missing('readGroupRights'),
        writeCommits: missing('writeCommits'),
        deleteCommits: missing('deleteCommits'),
      },
      acls: {
        listAcls: missing('listAcls'),
        listAclsOfBrokers: missing('listAclsOfBrokers'),
        readAclRights: missing('readAclRights'),
        createAcls: missing('createAcls'),
        deleteAcls: missing('deleteAcls'),
      },
      credentials: { describe: missing('credentials'), alter: missing('credentials') },
      logins: { prove: missing('logins'), proveRefused: missing('logins') },
      meter: { readLogs: missing('meter'), readTopicSettings: missing('meter') },
      health: { readHealth: missing('health'), electPreferred: missing('health') },
      topics: {
        readTopic: missing('topics'),
        checkNewTopic: missing('topics'),
        createTopic: missing('topics'),
        deleteTopic: missing('topics'),
        listTopicNames: missing('topics'),
        readMostBatchBytes: missing('readMostBatchBytes'),
        readDisks: missing('topics'),
      },
      load: {
        openProducer: missing('load'),
        readEnds: missing('load'),
        readBack: missing('load'),
        follow: missing('load'),
      },
      readSettings: missing('readSettings'),
      describeCode: code => `Kafka's error ${code}`,
      close: () => undefined,
      ...parts,
    }),
  };
}

/** Runs a command line and tells all that a process would have shown. */
export async function runCli(args: readonly string[], world: Partial<World> = {}, shell: FakeShell = fakeShell()) {
  const exitCode = await runProgram(args, shell, { ...worldWith({}), ...world });
  return { exitCode, stdout: shell.told.stdout, stderr: shell.told.stderr };
}
