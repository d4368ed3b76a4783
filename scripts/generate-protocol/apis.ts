/** The Kafka whose message definitions the tables are made from. */
export const kafkaVersion = '4.3.1';

/** Every API this product, its fixtures and its benchmarks speak. To speak another one, add its name and generate. */
export const apiNames = [
  // connection and routing
  'ApiVersions',
  'SaslHandshake',
  'SaslAuthenticate',
  'Metadata',
  'FindCoordinator',
  'DescribeCluster',
  'DescribeQuorum',
  // groups and offsets
  'ListGroups',
  'DescribeGroups',
  'ConsumerGroupDescribe',
  'ShareGroupDescribe',
  'StreamsGroupDescribe',
  'OffsetFetch',
  'OffsetCommit',
  'OffsetDelete',
  'ListOffsets',
  'DescribeShareGroupOffsets',
  'AlterShareGroupOffsets',
  'DeleteGroups',
  // members of groups, for fixtures and benchmarks
  'ConsumerGroupHeartbeat',
  'ShareGroupHeartbeat',
  'StreamsGroupHeartbeat',
  // ACLs
  'DescribeAcls',
  'CreateAcls',
  'DeleteAcls',
  // SCRAM credentials
  'DescribeUserScramCredentials',
  'AlterUserScramCredentials',
  // topics and records
  'CreateTopics',
  'DeleteTopics',
  'DeleteRecords',
  'InitProducerId',
  'Produce',
  'Fetch',
  'DescribeConfigs',
  'DescribeLogDirs',
  'IncrementalAlterConfigs',
  // leaders and replicas
  'ElectLeaders',
  'ListPartitionReassignments',
  'AlterPartitionReassignments',
] as const;
