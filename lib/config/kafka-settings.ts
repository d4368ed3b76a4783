/** What the brokers are told: one setting of Kafka a key, as in server.properties. */
export type KafkaSettings = Readonly<Record<string, string>>;

/**
 * What the brokers of both kinds of cluster are told, so that a comparison compares machines and not settings. A broker
 * that is away, or a zone, takes no acknowledged record with it, and stops nobody.
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

/** A setting that is not ours to choose on MSK. */
export interface MskChoice {
  /** What the brokers have instead. Undefined: MSK does not say. */
  readonly value: string | undefined;
  readonly why: string;
}

type MskChoices = Readonly<Record<string, MskChoice>>;

/** https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html lists what can be set. */
export const choicesOfStandard: MskChoices = {
  'allow.everyone.if.no.acl.found': {
    value: 'true',
    why: 'with false from the beginning, no SCRAM user could write the first rule; set it once there are rules',
  },
  'auto.leader.rebalance.enable': { value: 'true', why: 'cannot be set' },
  'connections.max.reauth.ms': { value: undefined, why: 'cannot be set' },
  'controlled.shutdown.enable': { value: 'true', why: 'cannot be set' },
};

/** https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html and -read-write. */
export const choicesOfExpress: MskChoices = {
  ...choicesOfStandard,
  'default.replication.factor': { value: '3', why: 'always' },
  'min.insync.replicas': { value: '2', why: 'always' },
  'num.io.threads': { value: undefined, why: 'chosen by the size of the broker' },
  'num.network.threads': { value: undefined, why: 'chosen by the size of the broker' },
  'num.replica.fetchers': { value: undefined, why: 'cannot be set' },
  'offsets.topic.replication.factor': { value: '3', why: 'every topic has three replicas' },
  'transaction.state.log.min.isr': { value: '2', why: 'always' },
  'transaction.state.log.replication.factor': { value: '3', why: 'every topic has three replicas' },
  'unclean.leader.election.enable': { value: 'false', why: 'always' },
};

/** What is left for an MSK configuration to say. */
export const settingsBeside = (choices: MskChoices): KafkaSettings =>
  Object.fromEntries(Object.entries(clusterSettings).filter(([name]) => !Object.hasOwn(choices, name)));

/** As a properties file. No value here has a character that the format escapes. */
export const propertiesOf = (settings: KafkaSettings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
