import type { MskNetwork } from './msk-bootstrap.ts';

/** How a user names a cluster: the flags of a command, or the environment of a Lambda. All absent: the default. */
export interface ConnectionRequest {
  /** `local`, the ARN of an MSK cluster, or the name of a profile. */
  readonly cluster?: string;
  /** `host:port,host:port`. */
  readonly bootstrapServers?: string;
  /** A client.properties file. */
  readonly commandConfig?: string;
  /** `iam`, `scram:<secret ARN>`, `tls` or `none`. Absent: what the properties say; for an ARN without any, `iam`. */
  readonly login?: string;
  /** Which addresses of an MSK cluster to take. Absent: `private`. */
  readonly network?: MskNetwork;
}

/** What is around a request, read by the shell. */
export interface ConnectionSurroundings {
  /** KAFKA_BOOTSTRAP_SERVERS, AWS_REGION and AWS_DEFAULT_REGION are looked at. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The client.properties of the local cluster; absent where none is running. */
  readonly localProfilePath?: string;
  /** Where `<name>.properties` of named clusters are, the first that has it wins. Absent: there are no named clusters. */
  readonly profileDirectories?: readonly string[];
}
