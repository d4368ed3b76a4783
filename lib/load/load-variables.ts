/** A cluster to send to, and the flags of the CLI that name it. */
export interface LoadTarget {
  readonly name: string;
  readonly flags: readonly string[];
  /** What the cluster costs, for its report. */
  readonly usdPerHour: number;
}

/** Stands for the file with the login that the instance writes for itself, among the flags of a target. */
export const clientPropertiesFlag = 'CLIENT_PROPERTIES';

/** What an instance that sends loads has to know. Texts may be CDK tokens. */
export interface LoadVariables {
  readonly region: string;
  /** Has the requests, and gets the reports. */
  readonly bucket: string;
  readonly software: { readonly bucket: string; readonly key: string; readonly sha256: string };
  /** After so many minutes the instance ends itself, whatever it does. */
  readonly longestMinutes: number;
  /** Of a cluster that asks for a password: the secret of its user `load`, and where the authority of its certificates stands. */
  readonly login: { readonly secretArn: string; readonly authorityParameter: string } | undefined;
}

/** The text of `/etc/kafka-steward/load.env`: one `NAME=value` a line. */
export const renderLoadVariables = ({ region, bucket, software, login }: LoadVariables): string => {
  const lines: Readonly<Record<string, string>> = {
    AWS_REGION: region,
    BUCKET: bucket,
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
