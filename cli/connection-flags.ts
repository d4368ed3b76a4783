import { type Command, Option } from 'commander';
import type { ConnectionRequest } from '../src/domain/kafka/connection-request.ts';
import { mskNetworks } from '../src/domain/kafka/msk-bootstrap.ts';

/** How the user names a cluster; what the words mean is decided where connections are resolved. */
export type ConnectionFlags = ConnectionRequest;

export function addConnectionFlags(command: Command): Command {
  return command
    .optionsGroup('Cluster:')
    .option('-c, --cluster <name>', 'an MSK cluster ARN, a named cluster, or "local", which "local up" started')
    .option('-b, --bootstrap-servers <list>', 'host:port,host:port to ask first (default: KAFKA_BOOTSTRAP_SERVERS)')
    .option('--command-config <file>', "Kafka's own client.properties: security, login, trust store")
    .option('--login <kind>', 'how to log in to an MSK cluster: iam, scram:<secret ARN>, tls or none')
    .addOption(new Option('--network <kind>', 'which addresses of an MSK cluster to take').choices(mskNetworks))
    .optionsGroup('Options:');
}
