import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachMessagePayload, Kafka, Producer } from 'kafkajs';
import { rotatingLogin } from '../clients/kafkajs-rotating-login.ts';
import { fromPropertiesFile } from '../clients/login-from-properties.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../src/adapters/local/record-client.ts';
import type { Narrator } from './narrator.ts';
import { groups, topics } from './topics-and-rights.ts';

export interface OrderService {
  readonly billing: Application;
  readonly analytics: Application;
  readonly tally: Readonly<Tally>;
  readonly stop: () => Promise<void>;
}

/** Orders that brokers have taken, and those that shipping has read, each counted once. */
export interface Tally {
  sentOrders: number;
  readonly shippedOrders: ReadonlySet<string>;
}

/** One consumer of the service, as an operator stops and starts it. */
export interface Application {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const turnMs = 100;
const ordersATurn = 20;
const paymentsATurn = 20;
/** Analytics does a fifth of what payments bring: 2 partitions × 1,000 / 50 a second, against 200, or fewer on a busy machine. */
const analyticsMs = 50;
const poisonAfterMs = 2_000;
/** Half an order, as a crashed serializer leaves it. */
const poison = '{"orderId":"o-4711","customer":"c-12","amou';

/** An order service as teams write it with kafkajs, and the two mistakes that keep people awake. */
export async function startOrderService(
  cluster: LocalCluster,
  loginPath: string,
  tell: Narrator,
): Promise<OrderService> {
  const sasl = rotatingLogin(fromPropertiesFile(loginPath));
  const clientOf = (clientId: string): Kafka => createRecordClient(cluster.connectionFor(), { clientId, sasl });
  const producer = clientOf('checkout').producer({ idempotent: true });
  await producer.connect();
  const shippedOrders = new Set<string>();
  const tally: Tally = { sentOrders: 0, shippedOrders };
  const shipOrder: Handler = async ({ partition, message }) => {
    shippedOrders.add(`${partition}:${message.offset}`);
    await Promise.resolve();
  };
  const shipping = application(clientOf('shipping-1'), groups.shipping, topics.orders, shipOrder);
  const billing = application(clientOf('billing-1'), groups.billing, topics.orders, billOrder);
  const analytics = application(clientOf('analytics-1'), groups.analytics, topics.payments, countPayment);
  const all = [shipping, billing, analytics];
  await Promise.all(all.map(one => one.start()));
  const stopping = new AbortController();
  const producing = produceUntil(stopping.signal, producer, tally, tell);
  return {
    billing,
    analytics,
    tally,
    stop: async () => {
      stopping.abort();
      await producing;
      await producer.disconnect();
      await Promise.race([Promise.all(all.map(one => one.stop())), sleep(2_000)]);
    },
  };
}

type Handler = (payload: EachMessagePayload, stop: AbortSignal) => Promise<void>;

function application(kafka: Kafka, groupId: string, topic: string, handle: Handler): Application {
  let consumer: Consumer | undefined;
  let stopping = new AbortController();
  return {
    start: async () => {
      const { signal } = (stopping = new AbortController());
      consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, heartbeatInterval: 500 });
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      const eachMessage = (payload: EachMessagePayload): Promise<void> => handle(payload, signal);
      await consumer.run({ partitionsConsumedConcurrently: 6, autoCommitInterval: 500, eachMessage });
    },
    stop: async () => {
      stopping.abort();
      await consumer?.disconnect();
      consumer = undefined;
    },
  };
}

const countPayment: Handler = async () => {
  await sleep(analyticsMs);
};

/** The first mistake: an error is tried again for ever, so one bad record stops its partition, heartbeats and all. */
const billOrder: Handler = async (payload, stop) => {
  for (;;) {
    try {
      JSON.parse(payload.message.value?.toString() ?? '');
      return;
    } catch (error) {
      // Returning would commit the record as done.
      if (stop.aborted) throw error;
      await sleep(300);
      await payload.heartbeat();
    }
  }
};

async function produceUntil(stop: AbortSignal, producer: Producer, tally: Tally, tell: Narrator): Promise<void> {
  const startedMs = performance.now();
  let orderNumber = 0;
  let isPoisoned = false;
  const record = (number: number) => ({
    key: `c-${number % 97}`,
    value: JSON.stringify({ orderId: `o-${number}`, customer: `c-${number % 97}`, amount: (number % 50) + 0.99 }),
  });
  while (!stop.aborted) {
    const orders = Array.from({ length: ordersATurn }, (_, n) => record(orderNumber + n));
    const payments = Array.from({ length: paymentsATurn }, (_, n) => record(orderNumber + n));
    orderNumber += ordersATurn;
    if (!isPoisoned && performance.now() - startedMs > poisonAfterMs) {
      isPoisoned = true;
      orders.push({ key: 'c-12', value: poison });
      tell.detail('one order is written half: from here on the billing group hangs on it');
    }
    await producer.sendBatch({
      topicMessages: [
        { topic: topics.orders, messages: orders },
        { topic: topics.payments, messages: payments },
      ],
    });
    tally.sentOrders += orders.length;
    await sleep(turnMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
