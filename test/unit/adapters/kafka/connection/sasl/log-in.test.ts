import { describe, expect, test } from 'vitest';
import { openConnection } from '../../../../../../src/adapters/kafka/connection/open-connection.ts';
import { listGroups } from '../../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { saslAuthenticate } from '../../../../../../src/adapters/kafka/protocol/generated/sasl-authenticate.ts';
import { saslHandshake } from '../../../../../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import { OperationError } from '../../../../../../src/domain/errors.ts';
import type { SaslSettings } from '../../../../../../src/domain/kafka/connection.ts';
import { Secret } from '../../../../../../src/domain/secret.ts';
import { answering, fakeBroker } from '../fake-broker.ts';
import { type Says, scramServer } from './scram-server.ts';

const password = 'a-secret-that-no-message-may-show';
const scram: SaslSettings = { mechanism: 'SCRAM-SHA-512', username: 'app', password: new Secret(password) };
const plain: SaslSettings = { mechanism: 'PLAIN', username: 'app', password: new Secret(password) };

function bearing(token: () => Promise<string>): SaslSettings {
  return {
    mechanism: 'OAUTHBEARER',
    token: async () => ({ value: new Secret(await token()), expiresAtMs: 0 }),
  };
}

/** Logs in to a broker that gives these answers, in order, and tells what it was sent. */
async function logIn(sasl: SaslSettings, answers: readonly Says[], clock = { nowMs: 0 }, lifetimeMs = 0n) {
  const heard: string[] = [];
  await using broker = await fakeBroker(
    answering({
      [saslHandshake.key]: request => request.reply(saslHandshake, { mechanisms: [sasl.mechanism] }),
      [saslAuthenticate.key]: request => {
        const said = Buffer.from(request.body(saslAuthenticate).authBytes).toString();
        const { errorCode = 0, errorMessage = null, text = '' } = answers[heard.length % answers.length]!(said);
        heard.push(said);
        const authBytes = Buffer.from(text);
        request.reply(saslAuthenticate, { errorCode, errorMessage, authBytes, sessionLifetimeMs: lifetimeMs });
      },
    }),
  );
  const { target } = broker;
  const connection = await openConnection(
    target,
    { name: 'test', bootstrapServers: [target], sasl },
    { clientId: 'test', connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, nowMs: () => clock.nowMs },
  );
  clock.nowMs += 1_000_000;
  const [first, second] = await Promise.all([connection.request(listGroups, {}), connection.request(listGroups, {})]);
  connection.close();
  return { heard, groups: [...first.groups, ...second.groups].map(group => group.groupId) };
}

/** The handshake's own refusal. */
async function handshake(errorCode: number, mechanisms: readonly string[]) {
  await using broker = await fakeBroker(
    answering({ [saslHandshake.key]: request => request.reply(saslHandshake, { errorCode, mechanisms }) }),
  );
  const { target } = broker;
  return await openConnection(
    target,
    { name: 'test', bootstrapServers: [target], sasl: scram },
    { clientId: 'test', connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, nowMs: () => 0 },
  );
}

function failure(message: RegExp) {
  return { name: 'AuthenticationFailed', retryable: false, message: expect.stringMatching(message) as string };
}

describe('logIn', () => {
  test('logs in by SCRAM and reads', async () => {
    const { heard, groups } = await logIn(scram, scramServer(password));
    expect(groups).toEqual(['orders', 'orders']);
    expect(heard.join()).not.toContain(password);
  });

  test('logs in by PLAIN', async () => {
    expect((await logIn(plain, [() => ({})])).heard).toEqual([`\0app\0${password}`]);
  });

  test('logs in by OAUTHBEARER', async () => {
    const { heard } = await logIn(
      bearing(async () => 'tok.en'),
      [() => ({})],
    );
    expect(heard).toEqual(['n,,\x01auth=Bearer tok.en\x01\x01']);
  });

  test('logs in once more, on the same connection, when the session is nearly over', async () => {
    const { heard, groups } = await logIn(plain, [() => ({})], { nowMs: 0 }, 60_000n);
    expect(heard).toHaveLength(2);
    expect(groups).toEqual(['orders', 'orders']);
  });

  test('refuses a broker that cannot prove that it knows the password', async () => {
    const [challenge] = scramServer(password);
    const forged = [challenge!, () => ({ text: `v=${Buffer.alloc(64).toString('base64')}` })];
    await expect(logIn(scram, forged)).rejects.toMatchObject(failure(/could not prove/));
  });

  test('refuses a broker that asks for too few iterations', async () => {
    await expect(logIn(scram, scramServer(password, 1))).rejects.toMatchObject(failure(/asks for 1 SCRAM iterations/));
  });

  test('fails on a wrong password in one line that names mechanism, user and broker, not the password', async () => {
    const error = await logIn(scram, scramServer('another')).catch((caught: unknown) => caught);
    expect(error).toMatchObject(
      failure(
        /^broker 127\.0\.0\.1:\d+ refused the login of user "app" by SCRAM-SHA-512 \(invalid credentials\); check .*/,
      ),
    );
    expect((error as Error).message).not.toContain(password);
  });

  test.each([
    [33, ['SCRAM-SHA-256', 'PLAIN'], /does not offer SCRAM-SHA-512; it offers SCRAM-SHA-256, PLAIN;/],
    [33, [], /it offers nothing/],
    [34, [], /asks for no login on this port/],
    [-1, [], /UNKNOWN_SERVER_ERROR/],
  ])('fails when the handshake answers %i and %j', async (errorCode, mechanisms, message) => {
    await expect(handshake(errorCode, mechanisms)).rejects.toMatchObject(failure(message));
  });

  test("fails on a refused token with the broker's own words, after it has acknowledged them", async () => {
    const heard: string[] = [];
    const refusing: Says[] = [
      () => ({ text: '{"status":"invalid_token"}' }),
      said => {
        heard.push(said);
        return { errorCode: 58 };
      },
    ];
    await expect(
      logIn(
        bearing(async () => 'tok.en'),
        refusing,
      ),
    ).rejects.toMatchObject(failure(/refused the login of a token by OAUTHBEARER \(\{"status":"invalid_token"\}\)/));
    expect(heard).toEqual(['\x01']);
  });

  test('fails when no token can be had, without quoting the source', async () => {
    const failing = bearing(() => Promise.reject(new TypeError(`sent ${password}`)));
    const error = await logIn(failing, [() => ({})]).catch((caught: unknown) => caught);
    expect(error).toMatchObject(failure(/no token for OAUTHBEARER: its source failed \(TypeError\)/));
    expect((error as Error).message).not.toContain(password);
  });

  test("fails with the token source's own error where it has one", async () => {
    const expired = new OperationError('AwsRefused', 'the AWS credentials expired');
    await expect(
      logIn(
        bearing(() => Promise.reject(expired)),
        [() => ({})],
      ),
    ).rejects.toBe(expired);
  });
});
