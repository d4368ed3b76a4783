import type { BrokerDisk } from '../domain/perf/free-disk.ts';

/** A topic as it is. */
export interface TopicState {
  readonly name: string;
  /** 22 base64url characters; empty before Kafka 2.8. */
  readonly topicId: string;
  readonly partitions: number;
  readonly replicationFactor: number;
}

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Makes and removes topics, by the controller. What cannot be said of its effect rejects, retryable. */
export interface TopicAdmin {
  /** Undefined: there is none. */
  readTopic(name: string): Promise<TopicState | undefined>;
  /** Why the controller would not make it, in a sentence; undefined: it would. Makes nothing. */
  checkNewTopic(topic: NewTopic): Promise<string | undefined>;
  /** The refusal, in a sentence; undefined: it is made, and all brokers that answer know its leaders. */
  createTopic(topic: NewTopic): Promise<string | undefined>;
  /** By its id where there is one, so that another topic of the same name stays. */
  deleteTopic(topic: Pick<TopicState, 'name' | 'topicId'>): Promise<string | undefined>;
  listTopicNames(): Promise<readonly string[]>;
  readDisks(): Promise<readonly BrokerDisk[]>;
  /**
   * How large a batch of records may be: of a topic by its `max.message.bytes`, without a name of those to come by the
   * brokers' `message.max.bytes`. Undefined where the login may not read settings.
   */
  readMostBatchBytes(name: string | undefined): Promise<number | undefined>;
}
