import { type Command, Option } from 'commander';
import type { Cli } from '../cli.ts';
import { toWholeNumber } from '../flag-values.ts';
import { addLocalFlags, type LocalFlags, toLocalDirectory, toLocalTools } from '../local-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface LocalUpFlags extends LocalFlags {
  readonly brokers: string;
  readonly security: string;
  readonly kafka?: string;
  readonly zookeeper?: boolean;
  readonly port?: number;
  readonly heap?: number;
}

export function addLocalUp(local: Command, cli: Cli): void {
  addLocalFlags(local.command('up'))
    .description('start a real Kafka on this machine, or what is missing of it, and wait until it works')
    .addOption(new Option('--brokers <number>', 'how many brokers').choices(['1', '3']).default('1'))
    .addOption(
      new Option('--security <kind>', 'scram: TLS, a password login and access rules')
        .choices(['plaintext', 'scram'])
        .default('plaintext'),
    )
    .option('--kafka <version>', '4.3, 3.9 or 2.8 (default: 4.3)')
    .option('--zookeeper', 'keep the metadata in ZooKeeper, as Kafka before 4 could')
    .option('--port <number>', 'the first broker listens here, the next ones after it', toWholeNumber(1024, 65_000))
    .option('--heap <megabytes>', 'heap of a broker (default: 256)', toWholeNumber(128, 65_536))
    .addHelpText('after', examples)
    .action((flags: LocalUpFlags) => bringUp(cli, flags));
}

const examples = `
The cluster goes on running until "local down". Its jars come by Maven, once.

Examples:
  kafka-steward local up
  kafka-steward local up --brokers 3 --security scram
  kafka-steward local up --kafka 3.9 --zookeeper --directory /tmp/old-kafka`;

async function bringUp({ shell }: Cli, flags: LocalUpFlags): Promise<void> {
  const { startLocalCluster } = await import('../../src/adapters/local/start-local-cluster.ts');
  const { readLocalStatus } = await import('../../src/adapters/local/read-local-status.ts');
  const directory = toLocalDirectory(flags, shell);
  await startLocalCluster({
    ...toLocalTools(shell),
    directory,
    brokers: Number(flags.brokers),
    security: flags.security,
    mode: flags.zookeeper === true ? 'ZooKeeper' : 'KRaft',
    ...(flags.kafka === undefined ? {} : { kafkaVersion: flags.kafka }),
    ...(flags.heap === undefined ? {} : { heapMegabytes: flags.heap }),
    ...(flags.port === undefined ? {} : { firstPort: flags.port }),
    onProgress: message => shell.stderr.write(`${message}\n`),
    interruption: shell.interruption,
  });
  const status = await readLocalStatus(directory);
  if (flags.json === true) {
    writeJson(shell, status);
  } else {
    const { renderLocalStatus } = await import('../render/local.ts');
    shell.stdout.write(renderLocalStatus(status, pageOf(shell.stdout)));
  }
}
