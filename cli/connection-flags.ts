import { type Command, Option } from 'commander';

/** How the user names a cluster, as commander leaves it; what it means is decided where connections are resolved. */
export interface ConnectionFlags {
  readonly cluster?: string;
  readonly bootstrapServers?: string;
  readonly commandConfig?: string;
  readonly login?: LoginFlag;
}

const loginFlags = ['iam', 'scram', 'tls', 'none'] as const;
type LoginFlag = (typeof loginFlags)[number];

export function addConnectionFlags(command: Command): Command {
  return command
    .optionsGroup('Cluster:')
    .option('-c, --cluster <name>', 'an MSK cluster ARN, or "local" for the cluster of "local up"')
    .option('-b, --bootstrap-servers <host:port,…>', 'brokers to ask first (default: $KAFKA_BOOTSTRAP_SERVERS)')
    .option('--command-config <file>', "Kafka's own client.properties: security, login, trust store")
    .addOption(new Option('--login <kind>', 'how to log in to an MSK cluster').choices(loginFlags))
    .optionsGroup('Options:');
}
