import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromPropertiesFile } from '../clients/login-from-properties.ts';
import { openCluster } from '../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { propertiesPathOf } from '../src/adapters/local/secrets/pointer-properties.ts';
import { OperationError } from '../src/domain/errors.ts';
import { Secret } from '../src/domain/secret.ts';
import type { Narrator } from './narrator.ts';
import type { Operator } from './operator.ts';
import type { OrderService } from './order-service.ts';
import { users } from './topics-and-rights.ts';

const betweenConnectionsMs = 100;
const connectionsAfterwards = 10;
const shippedWithinMs = 60_000;

/** Makes the secret of the order service, and tells where its applications read their login. */
export async function giveLogin(cluster: LocalCluster, operator: Operator): Promise<string> {
  const { store, rotated } = placeOf(cluster);
  await operator.run(['scram', 'rotate', ...rotated, '--create', '--apply', '--yes']);
  return propertiesPathOf(store, users.orderService);
}

/**
 * The third act: the users of the order service are rotated while it sends and ships orders, and connections are opened
 * all the time with the login that applications read at that moment.
 */
export async function rotateUsers(
  cluster: LocalCluster,
  loginPath: string,
  { billing, tally }: OrderService,
  operator: Operator,
  tell: Narrator,
): Promise<void> {
  const { rotated, secrets } = placeOf(cluster);
  tell.step('act three: a new password for the order service, which goes on sending and shipping');
  const sentBefore = tally.sentOrders;
  const connections = keepConnecting(cluster, loginPath);
  try {
    await operator.run(['scram', 'rotate', ...rotated, '--apply', '--yes']);
    tell.step(
      'starting billing anew, with the new login; audit has read its login once, and goes on with the former one',
    );
    await billing.stop();
    await billing.start();
    await operator.run(['scram', 'verify', ...rotated]);
    await operator.run(['scram', 'status', ...secrets]);
    await connections.awaitMore(connectionsAfterwards);
  } finally {
    await connections.stop();
  }
  const sent = tally.sentOrders;
  await seeAllShipped(tally, sent);
  tell.detail(`${connections.accepted()} new connections meanwhile, none refused`);
  tell.detail(`${sent - sentBefore} orders sent meanwhile, none failed, and all of them shipped`);
}

function placeOf(cluster: LocalCluster) {
  const store = path.join(cluster.directory.path, 'secrets');
  const secrets = ['--secrets', store];
  return { store, secrets, rotated: ['--user', users.orderService, ...secrets] };
}

/** Opens connections until it is stopped, or one is refused: that ends the show. */
function keepConnecting(cluster: LocalCluster, loginPath: string) {
  const readLogin = fromPropertiesFile(loginPath);
  const clock = { clientId: 'new-connection', nowMs: Date.now, sleep: (ms: number) => sleep(ms) };
  let accepted = 0;
  const stopping = new AbortController();
  const connecting = (async () => {
    while (!stopping.signal.aborted) {
      const { username, password, mechanism } = await readLogin({ isFresh: false });
      const sasl = { mechanism, username, password: new Secret(password) };
      (await openCluster({ ...cluster.connectionFor(), sasl }, clock)).close();
      accepted += 1;
      await sleep(betweenConnectionsMs);
    }
  })();
  // Told by whoever stops it.
  connecting.catch(() => stopping.abort());
  return {
    accepted: () => accepted,
    awaitMore: async (count: number) => {
      const enough = accepted + count;
      while (accepted < enough && !stopping.signal.aborted) await sleep(betweenConnectionsMs);
    },
    stop: async () => {
      stopping.abort();
      await connecting;
    },
  };
}

async function seeAllShipped({ shippedOrders }: OrderService['tally'], sentOrders: number): Promise<void> {
  const untilMs = Date.now() + shippedWithinMs;
  while (shippedOrders.size < sentOrders) {
    const missing = sentOrders - shippedOrders.size;
    if (Date.now() > untilMs) throw new OperationError('InternalError', `${missing} orders were not shipped`);
    await sleep(betweenConnectionsMs);
  }
}
