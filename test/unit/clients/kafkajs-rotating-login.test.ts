// @ts-expect-error -- kafkajs has no types for its inside
import saslAuthenticator from 'kafkajs/src/broker/saslAuthenticator/index.js';
import { expect, it } from 'vitest';
import { type Login, rotatingLogin } from '../../../clients/kafkajs-rotating-login.ts';
import { playBroker } from './scram-server.ts';

const login = (username: string, password: string): Login => ({ username, password, mechanism: 'SCRAM-SHA-512' });

it('reads the login for every new connection', async () => {
  let current = login('orders-a', 'one');
  const { connection, tried } = playBroker(username => ({ 'orders-a': 'one', 'orders-b': 'two' })[username]);
  const { authenticationProvider } = rotatingLogin(() => Promise.resolve(current));
  await authenticationProvider(connection).authenticate();
  current = login('orders-b', 'two');
  await authenticationProvider(connection).authenticate();
  expect(tried).toEqual(['orders-a', 'orders-b']);
});

it('reads anew what was refused, and has kafkajs try it on a new connection', async () => {
  const asked: boolean[] = [];
  const { connection } = playBroker(() => 'new');
  const { authenticationProvider } = rotatingLogin(({ isFresh }) => {
    asked.push(isFresh);
    return Promise.resolve(login('orders', isFresh ? 'new' : 'old'));
  });
  const refused = { name: 'KafkaJSConnectionClosedError', retriable: true, host: 'broker', port: 9096 };
  await expect(authenticationProvider(connection).authenticate()).rejects.toMatchObject(refused);
  await authenticationProvider(connection).authenticate();
  await authenticationProvider(connection)
    .authenticate()
    .catch(() => undefined);
  expect(asked).toEqual([false, true, false]);
});

it('gives up on a login that a broker goes on refusing, without the password in the error', async () => {
  let nowMs = 0;
  const { connection } = playBroker(() => 'another');
  const reads = () => Promise.resolve(login('orders', 'my-password'));
  const { authenticationProvider } = rotatingLogin(reads, { patienceMs: 1_000, nowMs: () => nowMs });
  const refusal = async () =>
    await authenticationProvider(connection)
      .authenticate()
      .catch((error: unknown) => error);
  expect(await refusal()).toMatchObject({ retriable: true });
  nowMs = 999;
  expect(await refusal()).toMatchObject({ retriable: true });
  nowMs = 1_000;
  const last = await refusal();
  expect(last).toMatchObject({ name: 'KafkaJSSASLAuthenticationError', retriable: false });
  expect(String((last as Error).stack)).not.toContain('my-password');
});

it('is patient with another login, and with another broker', async () => {
  let nowMs = 0;
  let password = 'first';
  const one = playBroker(() => 'another', 9096);
  const other = playBroker(() => 'another', 9097);
  const reads = () => Promise.resolve(login('orders', password));
  const { authenticationProvider } = rotatingLogin(reads, { patienceMs: 1_000, nowMs: () => nowMs });
  const refusal = async ({ connection }: typeof one) =>
    await authenticationProvider(connection)
      .authenticate()
      .catch((error: unknown) => error);
  await refusal(one);
  nowMs = 2_000;
  expect(await refusal(other)).toMatchObject({ retriable: true });
  password = 'second';
  expect(await refusal(one)).toMatchObject({ retriable: true });
});

it('tells kafkajs to try again where the login cannot be read', async () => {
  const { connection, tried } = playBroker(() => 'one');
  const { authenticationProvider } = rotatingLogin(() => Promise.reject(new Error('Secrets Manager does not answer')));
  await expect(authenticationProvider(connection).authenticate()).rejects.toMatchObject({
    retriable: true,
    message: 'Secrets Manager does not answer',
  });
  expect(tried).toEqual([]);
});

it('refuses a login of another mechanism than the client was made for', async () => {
  const { connection } = playBroker(() => 'one');
  const reads = () => Promise.resolve({ ...login('orders', 'one'), mechanism: 'SCRAM-SHA-256' } as const);
  const { mechanism, authenticationProvider } = rotatingLogin(reads);
  expect(mechanism).toBe('SCRAM-SHA-512');
  const refusal = authenticationProvider(connection).authenticate();
  await expect(refusal).rejects.toThrow('the login is for SCRAM-SHA-256, and this client was made for SCRAM-SHA-512');
});

interface KafkajsConnection {
  authenticatedAt: number | null;
  isDisconnected: boolean;
}

type KafkajsAuthenticator = new (
  connection: unknown,
  logger: unknown,
  versions: unknown,
  isWrapped: boolean,
) => { readonly authenticate: () => Promise<void> };

/** A connection as kafkajs has it; the answer logs in on it, the first time or anew. */
function openConnection(sasl: ReturnType<typeof rotatingLogin>, { connection }: ReturnType<typeof playBroker>) {
  const own: KafkajsConnection & Record<string, unknown> = {
    sasl,
    host: connection.host,
    port: connection.port,
    authenticatedAt: null,
    isDisconnected: false,
    disconnect: async () => (own.isDisconnected = true),
    send: async () => ({ enabledMechanisms: ['SCRAM-SHA-512'] }),
    sendAuthRequest: connection.saslAuthenticate,
  };
  const versions = { 17: { minVersion: 0, maxVersion: 1 } };
  const logIn = async () => {
    await new (saslAuthenticator as KafkajsAuthenticator)(own, connection.logger, versions, false).authenticate();
    own.authenticatedAt = 1;
  };
  return { own, logIn };
}

it('keeps the user of a connection that logs in anew, and takes the new one for others', async () => {
  let current = login('orders-a', 'one');
  const broker = playBroker(username => ({ 'orders-a': 'one', 'orders-b': 'two' })[username]);
  const sasl = rotatingLogin(() => Promise.resolve(current));
  const open = openConnection(sasl, broker);
  await open.logIn();
  current = login('orders-b', 'two');
  await open.logIn();
  await openConnection(sasl, broker).logIn();
  expect(broker.tried).toEqual(['orders-a', 'orders-a', 'orders-b']);
});

it('takes the new password of the same user where a connection logs in anew', async () => {
  let password = 'one';
  const broker = playBroker(() => password);
  const { logIn, own } = openConnection(
    rotatingLogin(() => Promise.resolve(login('orders', password))),
    broker,
  );
  await logIn();
  password = 'two';
  await logIn();
  expect(own.isDisconnected).toBe(false);
});

it('takes the new user on a connection that was closed and opened again', async () => {
  let current = login('orders-a', 'one');
  const broker = playBroker(username => ({ 'orders-a': 'one', 'orders-b': 'two' })[username]);
  const { logIn, own } = openConnection(
    rotatingLogin(() => Promise.resolve(current)),
    broker,
  );
  await logIn();
  current = login('orders-b', 'two');
  own.authenticatedAt = null;
  await logIn();
  expect(broker.tried).toEqual(['orders-a', 'orders-b']);
});

it('closes a connection that was refused', async () => {
  const { logIn, own } = openConnection(
    rotatingLogin(() => Promise.resolve(login('orders', 'old'))),
    playBroker(() => 'new'),
  );
  await expect(logIn()).rejects.toMatchObject({ retriable: true });
  expect(own.isDisconnected).toBe(true);
});
