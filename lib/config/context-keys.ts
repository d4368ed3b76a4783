/** Every key that `cdk deploy Operations -c key=value` takes, and what it is for. */
export const contextKeys = {
  cluster: 'the ARN of an MSK cluster',
  bootstrapServers: 'host:port,host:port of any other Kafka',
  name: 'what to call the cluster; an MSK cluster has its own name',
  login: 'iam, tls or none; secretArn stands for a SCRAM login',
  secretArn: 'the secret that holds username and password of a SCRAM login',
  secretKeyArn: 'the KMS key of that secret',
  network: 'which addresses of an MSK cluster to take: private, vpc-connectivity or public',
  brokerPorts: 'ports the brokers advertise, as 9096 or 14001-14100',
  trustedCertificatesFile: 'a PEM file of the authority that signed the brokers',
  vpcId: 'the VPC the brokers can be reached from',
  subnetIds: 'its private subnets, one a zone',
  clusterSecurityGroupId: 'the security group of the brokers, to let the function in',
  includedGroups: 'group name patterns to check, * for any letters',
  excludedGroups: 'group name patterns to leave out',
  metricGroups: 'group name patterns that get a metric even while they are OK',
  allowedLagRecords: 'lag up to this many records is OK',
  minimumSamples: 'fewer samples than this are not judged',
  standstillSeconds: 'a commit that stands still this long is stalled or stopped',
  runbooks: 'which runbooks the cluster gets: offset-reset, or none',
  approval: 'always or never: whether somebody has to agree before a runbook changes anything',
  approvalSeconds: 'how long that somebody may take; no answer is a no',
  scramUsers: 'SCRAM users that Secrets Manager rotates, by name, such as orders,billing',
  scramStrategy: 'alternating (two users take turns) or single (one user, refused for a moment)',
  scramRotationDays: 'how often they get a new password',
  alarmEmail: 'an address that gets every incident and alarm',
  logRetentionDays: 'how long logs are kept',
  memoryMegabytes: 'memory of the function; more is a faster check of a large fleet',
} as const;

export type ContextKey = keyof typeof contextKeys;

export const isContextKey = (key: string): key is ContextKey => Object.hasOwn(contextKeys, key);
