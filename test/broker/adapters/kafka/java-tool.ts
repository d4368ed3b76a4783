import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';

const longestOutputBytes = 64 * 1024 * 1024;

/** Runs one of Kafka's own command line tools to its end and gives its standard output. */
export async function runJavaTool(cluster: LocalCluster, mainClass: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('java', javaArguments(cluster, mainClass, args), {
    maxBuffer: longestOutputBytes,
  });
  return stdout;
}

function javaArguments({ jars, bootstrapServers }: LocalCluster, mainClass: string, args: readonly string[]): string[] {
  const smallAndQuick = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return [...smallAndQuick, '-cp', `${jars}/*`, mainClass, '--bootstrap-server', bootstrapServers, ...args];
}
