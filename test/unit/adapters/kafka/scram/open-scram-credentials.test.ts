import { createHash, pbkdf2Sync } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import {
  type AlterUserScramCredentialsRequest,
  alterUserScramCredentials,
} from '../../../../../src/adapters/kafka/protocol/generated/alter-user-scram-credentials.ts';
import { describeUserScramCredentials } from '../../../../../src/adapters/kafka/protocol/generated/describe-user-scram-credentials.ts';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { openScramCredentials } from '../../../../../src/adapters/kafka/scram/open-scram-credentials.ts';
import type { CredentialUpsert } from '../../../../../src/domain/scram/credential-change.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { fakeCluster } from '../../../../builders/fake-cluster.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Told {
  readonly errorCode: number;
  readonly errorMessage?: string;
}

/** Two brokers; each answer is taken by the next request, the last one by all further ones; 'lost' cuts the connection. */
async function opened(answers: readonly (Told | 'lost')[] = [{ errorCode: 0 }], highest: Record<string, number> = {}) {
  const cluster = await fakeCluster({ brokers: 2, topics: {}, groups: {}, highest });
  const bodies: AlterUserScramCredentialsRequest[] = [];
  cluster.answer(alterUserScramCredentials, request => {
    const body = request.body(alterUserScramCredentials);
    const answer = answers[Math.min(bodies.length, answers.length - 1)]!;
    bodies.push(body);
    if (answer === 'lost') return request.socket.destroy();
    const users = new Set([...body.deletions, ...body.upsertions].map(({ name }) => name));
    request.reply(alterUserScramCredentials, { results: [...users].map(user => ({ user, ...answer })) });
    return true;
  });
  const patience = { connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, retryWindowMs: 2_000 };
  const client = new ClusterClient(cluster.connection, { clientId: 'test', ...patience, ...clientClock() });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  let made = 0;
  const randomBytes = (byteLength: number): Uint8Array =>
    createHash('sha256')
      .update(`${(made += 1)}`)
      .digest()
      .subarray(0, byteLength);
  return { cluster, bodies, credentials: openScramCredentials(client, { randomBytes }) };
}

const password = new Secret('hunter2');
const orders: CredentialUpsert = { kind: 'upsert', user: 'orders', mechanism: 'SCRAM-SHA-512', password };
const written = { user: 'orders', mechanism: 'SCRAM-SHA-512' };

describe('altering credentials', () => {
  it.each([
    ['SCRAM-SHA-256', 1, 'sha256', 32],
    ['SCRAM-SHA-512', 2, 'sha512', 64],
  ] as const)(
    'sends for %s what PBKDF2 makes of the password, under a salt of its own',
    async (name, code, hash, length) => {
      const { bodies, credentials } = await opened();
      const invoices = { ...orders, user: 'invoices', iterations: 4_096 };
      await credentials.alter([orders, invoices].map(change => ({ ...change, mechanism: name })));
      const [first, second] = bodies[0]!.upsertions;
      expect([first!.mechanism, first!.iterations, second!.iterations]).toEqual([code, 8_192, 4_096]);
      expect(Buffer.from(first!.saltedPassword).toString('hex')).toBe(
        pbkdf2Sync('hunter2', first!.salt, 8_192, length, hash).toString('hex'),
      );
      expect(first!.salt).toHaveLength(32);
      expect(Buffer.from(first!.salt).equals(second!.salt)).toBe(false);
    },
  );

  it('names a user once in a request, and keeps the order of what is asked for one user', async () => {
    const { bodies, credentials } = await opened();
    const deletion = { kind: 'delete', user: 'orders', mechanism: 'SCRAM-SHA-256' } as const;
    const rows = await credentials.alter([deletion, { ...orders, user: 'invoices' }, orders]);
    expect(rows.map(({ user, mechanism }) => `${user} ${mechanism}`)).toEqual([
      'orders SCRAM-SHA-256',
      'invoices SCRAM-SHA-512',
      'orders SCRAM-SHA-512',
    ]);
    const named = bodies.map(({ deletions, upsertions }) =>
      [deletions, upsertions].map(all => all.map(({ name }) => name)),
    );
    expect(named).toEqual([
      [['orders'], ['invoices']],
      [[], ['orders']],
    ]);
  });

  it.each([
    ['the answer is lost', 'lost' as const],
    ['the controller moved', { errorCode: 41 }],
    ['the controller did not answer the broker', { errorCode: 7 }],
  ])('sends the same again, to the byte, where %s', async (_, answer) => {
    const { bodies, credentials } = await opened([answer, answer, { errorCode: 0 }]);
    expect(await credentials.alter([orders])).toEqual([written]);
    expect(bodies).toHaveLength(3);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  it('asks the broker that metadata names as controller', async () => {
    const { cluster, credentials } = await opened();
    cluster.answer(metadata, request => {
      const brokers = cluster.servers.map(({ host, port }, index) => ({ nodeId: index + 1, host, port }));
      request.reply(metadata, { clusterId: 'fake-cluster', controllerId: 2, brokers, topics: [] });
    });
    await credentials.alter([orders]);
    expect(cluster.asked.filter(call => call.startsWith('Alter'))).toEqual(['AlterUserScramCredentials 2']);
  });

  it('gives up, retryable, where the controller cannot be had for the whole time', async () => {
    const moving = await opened([{ errorCode: 41 }]);
    await expect(moving.credentials.alter([orders])).rejects.toMatchObject({ name: 'BrokerRefused', retryable: true });
    const lost = await opened(['lost']);
    await expect(lost.credentials.alter([orders])).rejects.toMatchObject({ name: 'ConnectionLost', retryable: true });
  });

  it('tells a refusal in the words of the broker, on one line', async () => {
    const { credentials } = await opened([{ errorCode: 93, errorMessage: 'Too few\niterations' }]);
    expect(await credentials.alter([orders])).toEqual([
      { ...written, refusal: 'the broker refuses: UNACCEPTABLE_CREDENTIAL, Too few iterations' },
    ]);
    const other = await opened([{ errorCode: 33 }]);
    expect((await other.credentials.alter([orders]))[0]?.refusal).toMatch(
      /^the broker refuses: UNSUPPORTED_SASL_MECHANISM, /,
    );
  });

  it('takes a deletion of what is not there for done, and nothing else', async () => {
    const { credentials } = await opened([{ errorCode: 91 }]);
    const [gone, missing] = await credentials.alter([{ ...orders, kind: 'delete', user: 'gone' }, orders]);
    expect(gone).toEqual({ user: 'gone', mechanism: 'SCRAM-SHA-512' });
    expect(missing?.refusal).toMatch(/RESOURCE_NOT_FOUND/);
  });

  it('refuses a wrong change on its row and sends the others', async () => {
    const { bodies, credentials } = await opened();
    const rows = await credentials.alter([
      { ...orders, iterations: 4_095 },
      { ...orders, user: 'invoices' },
    ]);
    expect(rows.map(({ refusal }) => refusal)).toEqual([expect.stringContaining('4095 iterations'), undefined]);
    expect(bodies.flatMap(({ upsertions }) => upsertions.map(({ name }) => name))).toEqual(['invoices']);
  });

  it('refuses brokers that keep no SCRAM users', async () => {
    const old = await opened([], { AlterUserScramCredentials: -1, DescribeUserScramCredentials: -1 });
    await expect(old.credentials.alter([orders])).rejects.toMatchObject({ name: 'BrokerTooOld' });
    await expect(old.credentials.describe()).rejects.toMatchObject({ name: 'BrokerTooOld' });
    const unready = await opened([
      { errorCode: 35, errorMessage: 'The current metadata.version does not support SCRAM' },
    ]);
    await expect(unready.credentials.alter([orders])).rejects.toMatchObject({
      name: 'BrokerTooOld',
      message: expect.stringMatching(/does not support SCRAM; KRaft clusters keep/) as string,
    });
  });

  it('shows a password nowhere', async () => {
    const { bodies, credentials } = await opened([{ errorCode: 93, errorMessage: 'no' }]);
    const rows = await credentials.alter([orders, { ...orders, password: new Secret('hunter2\u0007') }]);
    for (const shown of [rows, bodies, orders]) expect(JSON.stringify(shown) + inspect(shown)).not.toContain('hunter2');
  });
});

describe('describing credentials', () => {
  it('tells what is stored, what is not and what could not be read, in the order of the names', async () => {
    const { cluster, credentials } = await opened();
    const asked: unknown[] = [];
    cluster.answer(describeUserScramCredentials, request => {
      asked.push(request.body(describeUserScramCredentials).users);
      request.reply(describeUserScramCredentials, {
        results: [
          { user: 'odd', errorCode: -1, errorMessage: 'who\nknows' },
          { user: 'gone', errorCode: 91 },
          {
            user: 'orders',
            credentialInfos: [
              { mechanism: 2, iterations: 8_192 },
              { mechanism: 1, iterations: 4_096 },
            ],
          },
        ],
      });
    });
    expect(await credentials.describe(['orders', 'gone', 'odd', 'orders', 'other'])).toEqual([
      { kind: 'stored', user: 'orders', mechanism: 'SCRAM-SHA-512', iterations: 8_192 },
      { kind: 'stored', user: 'orders', mechanism: 'SCRAM-SHA-256', iterations: 4_096 },
      { kind: 'absent', user: 'gone' },
      { kind: 'unread', user: 'odd', problem: 'the broker refuses: UNKNOWN_SERVER_ERROR, who knows' },
      { kind: 'unread', user: 'other', problem: expect.stringContaining('says nothing of this user') as string },
    ]);
    await credentials.describe();
    expect(asked).toEqual([['orders', 'gone', 'odd', 'other'].map(name => ({ name })), []]);
  });

  it('fails with one line on a mechanism that it does not know', async () => {
    const { cluster, credentials } = await opened();
    cluster.answer(describeUserScramCredentials, request =>
      request.reply(describeUserScramCredentials, {
        results: [{ user: 'orders', credentialInfos: [{ mechanism: 3, iterations: 8_192 }] }],
      }),
    );
    await expect(credentials.describe()).rejects.toMatchObject({
      name: 'ProtocolViolated',
      message: 'a broker tells of SCRAM mechanism 3, which this version does not know; update it',
    });
  });
});
