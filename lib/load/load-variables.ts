import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** How an instance gets to a cluster: the flags of the CLI that name it, and what makes them work. */
export interface LoadAccess {
  readonly flags: readonly string[];
  /** For a cluster of MSK, to log in by IAM. */
  readonly clientPolicy?: IManagedPolicy;
  /** For a cluster that asks for a password. */
  readonly login?: LoadLogin;
}

/** A cluster to send to. */
export interface LoadTarget {
  readonly name: string;
  readonly access: LoadAccess;
  /** What the cluster costs, for its report. Undefined: not known. */
  readonly usdPerHour: number | undefined;
}

/** Stands for the file with the login that the instance writes for itself, among the flags of a target. */
export const clientPropertiesFlag = 'CLIENT_PROPERTIES';

export interface LoadLogin {
  readonly secretArn: string;
  /** The name of the parameter with the certificate of the cluster's authority. */
  readonly authorityParameter: string;
}

/** What an instance that sends loads has to know. Texts may be CDK tokens. */
export interface LoadVariables {
  readonly region: string;
  /** Gets the reports. */
  readonly bucket: string;
  /** Of the executions of the state machine, whose inputs are the requests; the name of one is all that is missing. */
  readonly executionArnStart: string;
  readonly software: { readonly bucket: string; readonly key: string; readonly sha256: string };
  /** After so many minutes the instance ends itself, whatever it does. */
  readonly longestMinutes: number;
  /** Of a cluster that asks for a password. */
  readonly login: LoadLogin | undefined;
}

/** The text of `/etc/kafka-steward/load.env`: one `NAME=value` a line. */
export const renderLoadVariables = ({ region, bucket, executionArnStart, software, login }: LoadVariables): string => {
  const lines: Readonly<Record<string, string>> = {
    AWS_REGION: region,
    BUCKET: bucket,
    EXECUTION_ARN_START: executionArnStart,
    SOFTWARE_BUCKET: software.bucket,
    SOFTWARE_KEY: software.key,
    SOFTWARE_SHA256: software.sha256,
    ...(login === undefined
      ? {}
      : { LOGIN_SECRET_ARN: login.secretArn, AUTHORITY_PARAMETER: login.authorityParameter }),
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};
