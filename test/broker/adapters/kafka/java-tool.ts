import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';

/** Kafka's tools for groups. They give up after five seconds unless told otherwise, which a busy machine may need. */
export const groupTools = {
  consumer: 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  share: 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
} as const;
const groupToolPatience = ['--timeout', '60000'];

const longestOutputBytes = 64 * 1024 * 1024;

/** Runs one of Kafka's own command line tools to its end and gives its standard output. */
export async function runJavaTool(cluster: LocalCluster, mainClass: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('java', javaArguments(cluster, mainClass, args), {
    maxBuffer: longestOutputBytes,
  });
  return stdout;
}

export interface ToolEnd {
  readonly exitCode: number;
  /** Standard output and standard error. */
  readonly output: string;
}

/** The same, whatever its exit code is. */
export function tryJavaTool(cluster: LocalCluster, mainClass: string, args: readonly string[]): Promise<ToolEnd> {
  return new Promise(resolve => {
    const whole = { maxBuffer: longestOutputBytes };
    const child = execFile('java', javaArguments(cluster, mainClass, args), whole, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, output: `${stdout}${stderr}` }),
    );
  });
}

function javaArguments({ jars, bootstrapServers }: LocalCluster, mainClass: string, args: readonly string[]): string[] {
  const smallAndQuick = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const patience = Object.values<string>(groupTools).includes(mainClass) ? groupToolPatience : [];
  return [
    ...smallAndQuick,
    '-cp',
    `${jars}/*`,
    mainClass,
    '--bootstrap-server',
    bootstrapServers,
    ...patience,
    ...args,
  ];
}
