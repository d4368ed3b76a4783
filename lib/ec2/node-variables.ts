export type NodeRole = 'broker' | 'controller';

/** A controller as all nodes know it: what Kafka writes as `id@host:port:directoryId`. */
export interface QuorumVoter {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  /** Of the controller's metadata directory; `kafkaUuid` of the cluster's name and the node's id. */
  readonly directoryId: string;
}

export interface NodePorts {
  /** SASL_SSL with SCRAM, for clients. */
  readonly clients: number;
  /** Mutual TLS between brokers. */
  readonly brokers: number;
  /** Mutual TLS to and between controllers. */
  readonly controllers: number;
  /** The metrics of the JVM and Kafka as Prometheus reads them. */
  readonly metrics: number;
}

export const nodePorts: NodePorts = { clients: 9096, brokers: 9094, controllers: 9093, metrics: 11001 };

/** All that is different from node to node. Texts may be CDK tokens: they are checked where they are read, on the node. */
export interface NodeVariables {
  readonly clusterName: string;
  readonly clusterId: string;
  readonly nodeId: number;
  readonly role: NodeRole;
  /** Stable name in the private hosted zone, in the node's certificate, and what the listeners advertise. */
  readonly host: string;
  readonly hostedZoneId: string;
  /** Name or id of the availability zone of this slot. */
  readonly expectedZone: string;
  readonly volumeId: string;
  readonly voters: readonly QuorumVoter[];
  readonly ports: NodePorts;
  readonly heapMegabytes: number;
  readonly artifact: { readonly bucket: string; readonly key: string; readonly sha256: string };
  /** A secret `{ certificate, privateKey, authority }`, all PEM: the chain, the key in PKCS 8, the authority. */
  readonly certificateSecretArn: string;
  /** Secrets `{ username, password }` of the users a new cluster starts with. Controllers only: no broker needs to read them. */
  readonly firstUserSecretArns: readonly string[];
  /** SCRAM users with every right. Without one nobody could give rights to anybody. */
  readonly superUsers: readonly string[];
  readonly logGroup: string;
  readonly metricNamespace: string;
  readonly region: string;
}

/** The text of `/etc/kafka-steward/node.env`: one `NAME=value` a line, no quotes, as the node's script and systemd read it. */
export function renderNodeVariables(variables: NodeVariables): string {
  const { artifact, ports } = variables;
  const lines: Readonly<Record<string, string | number>> = {
    CLUSTER_NAME: variables.clusterName,
    CLUSTER_ID: variables.clusterId,
    NODE_ID: variables.nodeId,
    NODE_ROLE: variables.role,
    NODE_HOST: variables.host,
    HOSTED_ZONE_ID: variables.hostedZoneId,
    EXPECTED_ZONE: variables.expectedZone,
    VOLUME_ID: variables.volumeId,
    VOTERS: variables.voters
      .map(({ nodeId, host, port, directoryId }) => `${nodeId}@${host}:${port}:${directoryId}`)
      .join(','),
    CLIENT_PORT: ports.clients,
    BROKER_PORT: ports.brokers,
    CONTROLLER_PORT: ports.controllers,
    METRICS_PORT: ports.metrics,
    HEAP_MEGABYTES: variables.heapMegabytes,
    ARTIFACT_BUCKET: artifact.bucket,
    ARTIFACT_KEY: artifact.key,
    ARTIFACT_SHA256: artifact.sha256,
    CERTIFICATE_SECRET_ARN: variables.certificateSecretArn,
    FIRST_USER_SECRET_ARNS: variables.firstUserSecretArns.join(','),
    SUPER_USERS: variables.superUsers.join(','),
    LOG_GROUP: variables.logGroup,
    METRIC_NAMESPACE: variables.metricNamespace,
    AWS_REGION: variables.region,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
