import { OperationError } from '../errors.ts';
import type { ConnectionRequest, ConnectionSurroundings } from './connection-request.ts';

/** Which cluster is meant, before anything is read. */
export interface ConnectionTarget {
  /** As the user calls it. */
  readonly name: string;
  readonly arn?: string;
  readonly bootstrapServers?: string;
  /** Files that may hold the properties; the first that exists counts. None: there is no file to read. */
  readonly propertiesPaths: readonly string[];
}

const waysToName =
  'name one with --cluster <MSK ARN>, --bootstrap-servers <host:port,…> or --command-config <client.properties>, set KAFKA_BOOTSTRAP_SERVERS, or start one here with: kafka-steward local up';

/**
 * Decides which cluster is meant. Flags win over the environment, the environment over the local cluster: whoever set
 * KAFKA_BOOTSTRAP_SERVERS did so for this.
 */
export function chooseTarget(request: ConnectionRequest, around: ConnectionSurroundings): ConnectionTarget {
  const { cluster, bootstrapServers, commandConfig } = request;
  const propertiesPaths = commandConfig === undefined ? [] : [commandConfig];
  if (cluster !== undefined) return clusterTarget(cluster, request, around);
  if (bootstrapServers !== undefined) return { name: bootstrapServers, bootstrapServers, propertiesPaths };
  if (commandConfig !== undefined) return { name: commandConfig, propertiesPaths };
  const fromEnvironment = around.environment.KAFKA_BOOTSTRAP_SERVERS?.trim();
  if (fromEnvironment) return { name: fromEnvironment, bootstrapServers: fromEnvironment, propertiesPaths };
  if (around.localProfilePath !== undefined) return { name: 'local', propertiesPaths: [around.localProfilePath] };
  throw new OperationError('InputInvalid', `no cluster is named and no local one is running; ${waysToName}`);
}

function clusterTarget(
  cluster: string,
  { bootstrapServers, commandConfig }: ConnectionRequest,
  { localProfilePath, profileDirectories = [] }: ConnectionSurroundings,
): ConnectionTarget {
  if (bootstrapServers !== undefined) {
    throw new OperationError('InputInvalid', '--cluster and --bootstrap-servers both name a cluster; give one of them');
  }
  if (cluster.startsWith('arn:')) {
    return { name: cluster, arn: cluster, propertiesPaths: commandConfig === undefined ? [] : [commandConfig] };
  }
  if (commandConfig !== undefined) {
    throw new OperationError('InputInvalid', `--cluster ${cluster} has its own properties; leave out --command-config`);
  }
  if (cluster === 'local') {
    if (localProfilePath !== undefined) return { name: 'local', propertiesPaths: [localProfilePath] };
    throw new OperationError('InputInvalid', 'no local cluster is running; start one with: kafka-steward local up');
  }
  if (!/^[\w-][\w.-]*$/.test(cluster) || profileDirectories.length === 0) {
    throw new OperationError('InputInvalid', `--cluster ${JSON.stringify(cluster)} names no cluster; ${waysToName}`);
  }
  return { name: cluster, propertiesPaths: profileDirectories.map(directory => `${directory}/${cluster}.properties`) };
}
