import { OperationError } from '../../../domain/errors.ts';
import type { HostPort, KafkaConnection } from '../../../domain/kafka/connection.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { openConnection } from '../connection/open-connection.ts';
import type { ClientOptions } from './client-options.ts';
import { firstOpen } from './first-open.ts';
import { type BrokerAddress, type ClusterMetadata, fetchMetadata } from './metadata.ts';
import { inRounds } from './rounds.ts';

/**
 * The connections to one cluster: opened when first asked for, kept while they work. A connection has a lane, since a
 * broker answers the requests of one connection one after another: bulk reads use several lanes.
 */
export class ClusterClient {
  readonly connection: KafkaConnection;
  readonly options: ClientOptions;
  readonly #lanes = new Map<string, Lane>();
  #brokers = new Map<number, BrokerAddress>();
  #isClosed = false;

  constructor(connection: KafkaConnection, options: ClientOptions) {
    this.connection = connection;
    this.options = options;
  }

  /** As of the last metadata. */
  get brokers(): readonly BrokerAddress[] {
    return [...this.#brokers.values()];
  }

  /** Asks any broker, and renews the list of brokers as a by-product. */
  async metadata(topics: readonly string[] | 'all'): Promise<ClusterMetadata> {
    const found = await this.askAny(connection => fetchMetadata(connection, topics));
    this.learnBrokers(found.brokers);
    return found;
  }

  /** From metadata that was read by somebody else. */
  learnBrokers(brokers: readonly BrokerAddress[]): void {
    this.#brokers = new Map(brokers.map(broker => [broker.brokerId, broker]));
  }

  /** Asks any broker; where that one breaks off or stays silent, another one, as long as the retry window allows. */
  async askAny<Answer>(ask: (connection: BrokerConnection) => Promise<Answer>): Promise<Answer> {
    let last: { readonly answer: Answer } | { readonly failure: OperationError } | undefined;
    await inRounds([ask], this.options, async left => {
      try {
        last = { answer: await ask(await this.toAnyBroker()) };
        return [];
      } catch (error) {
        if (!(error instanceof OperationError && error.retryable) || this.#isClosed) throw error;
        last = { failure: error };
        return left;
      }
    });
    if (last !== undefined && 'answer' in last) return last.answer;
    throw last!.failure;
  }

  async toAnyBroker(): Promise<BrokerConnection> {
    for (const lane of this.#lanes.values()) if (lane.opened?.isOpen === true) return lane.opened;
    const servers = [...this.connection.bootstrapServers, ...this.#brokers.values()];
    const distinct = new Map(servers.map(server => [`${server.host}:${server.port}`, server]));
    return await firstOpen([...distinct.values()], server => this.#lane(server, 0), this.options.sleep);
  }

  async toBroker(brokerId: number, lane = 0): Promise<BrokerConnection> {
    const address = this.#brokers.get(brokerId);
    if (address !== undefined) return await this.#lane(address, lane);
    throw new OperationError('BrokerUnreachable', `broker ${brokerId} is not in the cluster's metadata now`, {
      retryable: true,
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) {
      lane.opening.then(
        opened => opened.close(),
        () => undefined,
      );
    }
    this.#lanes.clear();
  }

  #lane(target: HostPort, number: number): Promise<BrokerConnection> {
    const key = `${target.host}:${target.port}#${number}`;
    const known = this.#lanes.get(key);
    if (known !== undefined && (known.opened?.isOpen ?? true)) return known.opening;
    if (this.#isClosed) return Promise.reject(new OperationError('ConnectionLost', 'this client was closed'));
    const opening = openConnection(target, this.connection, this.options);
    const lane: Lane = { opening };
    this.#lanes.set(key, lane);
    opening.then(
      opened => {
        lane.opened = opened;
      },
      // A lane that never opened is forgotten, so that the next caller tries again.
      () => this.#lanes.delete(key),
    );
    return opening;
  }
}

interface Lane {
  readonly opening: Promise<BrokerConnection>;
  opened?: BrokerConnection;
}
