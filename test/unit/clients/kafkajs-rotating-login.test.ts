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
