import { type ClusterKind, clusterKinds } from './comparison-config.ts';

/** What `-c cluster=` takes in place of the ARN of a cluster that is there already. */
export const comparisonChoices = {
  msk: ['msk'],
  'msk-express': ['msk-express'],
  'msk-serverless': ['msk-serverless'],
  ec2: ['ec2'],
  both: ['msk', 'ec2'],
} as const satisfies Readonly<Record<string, readonly ClusterKind[]>>;

export type ComparisonChoice = keyof typeof comparisonChoices;

export const comparisonChoiceNames = [...clusterKinds, 'both'] as const satisfies readonly ComparisonChoice[];

export const isComparisonChoice = (cluster: string): cluster is ComparisonChoice =>
  Object.hasOwn(comparisonChoices, cluster);

/** Every key that `cdk deploy --all -c cluster=both -c key=value` takes, and what it is for. */
export const comparisonKeys = {
  cluster: `which clusters to stand up: ${comparisonChoiceNames.join(', ')} (msk and ec2)`,
  name: 'what to call the comparison: part of the names of stacks and clusters; comparison where nothing is said',
  zones:
    'three zones by name, such as eu-west-1a,eu-west-1b,eu-west-1c; the first three of the region where nothing is said',
  brokersPerZone: 'how many brokers each zone has; 1 where nothing is said',
  storageGibibytes: 'the disk of each broker; 100 where nothing is said. MSK lets it grow to twice as much',
  volumeThroughputMebibytes: 'what the disk of a broker on EC2 carries a second; 125, the least, where nothing is said',
  mskVersion: 'the Kafka of MSK Standard',
  expressVersion: 'the Kafka of MSK Express',
  ec2Version: 'the Kafka of the nodes on EC2',
  mskType: 'the brokers of MSK Standard; kafka.m7g.large where nothing is said',
  expressType: 'the brokers of MSK Express; express.m7g.large where nothing is said',
  ec2BrokerType: 'the brokers on EC2, with an Arm processor; m7g.large where nothing is said',
  ec2ControllerType: 'the three controllers on EC2, the same; m7g.large where nothing is said',
  cidr: 'the addresses of the new VPC; 10.42.0.0/16 where nothing is said',
  vpcId: 'a VPC that is there already, in place of a new one',
  subnetIds: 'three private subnets of it with a way out to AWS, in the order of zones',
  keepData: 'yes or no: whether disks, clusters of MSK, secrets and the key outlive their stacks',
  alarmEmail: 'an address that gets every alarm',
  logRetentionDays: 'how long logs are kept',
} as const;

export type ComparisonKey = keyof typeof comparisonKeys;
