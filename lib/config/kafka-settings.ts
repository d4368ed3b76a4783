/** What the brokers of both kinds of cluster are told: one setting of Kafka a key, as in server.properties. */
export type KafkaSettings = Readonly<Record<string, string>>;

/**
 * What MSK and EC2 share, so that a comparison compares machines and not settings. A broker that is away, or a zone,
 * takes no acknowledged record with it, and stops nobody.
 */
export const clusterSettings: KafkaSettings = {
  'allow.everyone.if.no.acl.found': 'false',
  'auto.create.topics.enable': 'false',
  'auto.leader.rebalance.enable': 'true',
  'connections.max.reauth.ms': '3600000',
  'controlled.shutdown.enable': 'true',
  'default.replication.factor': '3',
  'delete.topic.enable': 'true',
  'min.insync.replicas': '2',
  'num.io.threads': '8',
  'num.network.threads': '5',
  'num.partitions': '3',
  'num.replica.fetchers': '2',
  'offsets.topic.replication.factor': '3',
  'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector',
  'transaction.state.log.min.isr': '2',
  'transaction.state.log.replication.factor': '3',
  'unclean.leader.election.enable': 'false',
};

/** What MSK does not let anybody set, and why a comparison stays fair without it. */
export const settingsMskKeepsToItself: KafkaSettings = {
  // A cluster is made with its configuration, before anybody could write the rules by which its own brokers may
  // replicate. Who may log in at all is decided by IAM and by the users that are associated.
  'allow.everyone.if.no.acl.found': 'set by MSK; rules come after the cluster',
  'connections.max.reauth.ms': 'set by MSK',
  'controlled.shutdown.enable': 'on',
};

/** The settings of an MSK configuration for Standard brokers. */
export const mskStandardSettings = (): KafkaSettings =>
  Object.fromEntries(Object.entries(clusterSettings).filter(([name]) => !(name in settingsMskKeepsToItself)));

/** As a properties file, in the order of the record. No value here has a character that the format escapes. */
export const propertiesOf = (settings: KafkaSettings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
