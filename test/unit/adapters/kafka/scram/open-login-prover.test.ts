import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { describeGroups } from '../../../../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { saslAuthenticate } from '../../../../../src/adapters/kafka/protocol/generated/sasl-authenticate.ts';
import { saslHandshake } from '../../../../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import { openLoginProver } from '../../../../../src/adapters/kafka/scram/open-login-prover.ts';
import type { ScramLogin } from '../../../../../src/domain/scram/scram-login.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import type { BrokerLogin } from '../../../../../src/ports/login-prover.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { fakeCluster } from '../../../../builders/fake-cluster.ts';
import { scramServer } from '../connection/sasl/scram-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const login: ScramLogin = { username: 'orders', password: new Secret('hunter2'), mechanism: 'SCRAM-SHA-512' };
const other = 'another password';

/** What a broker takes for the password at its n-th login, from 0; undefined: it cuts the connection. */
type Knows = (attempt: number) => string | undefined;

async function opened(knows: Readonly<Record<number, Knows>>) {
  const brokers = Object.keys(knows).length;
  const cluster = await fakeCluster({ brokers, topics: {}, groups: {} });
  cluster.answer(saslHandshake, request => request.reply(saslHandshake, { mechanisms: [login.mechanism] }));
  const attempts = new Map<number, number>();
  const servers = new Map<unknown, ReturnType<typeof scramServer>[number][]>();
  cluster.answer(saslAuthenticate, (request, brokerId) => {
    const says = servers.get(request.socket) ?? [];
    if (!servers.has(request.socket)) {
      const attempt = attempts.get(brokerId) ?? 0;
      attempts.set(brokerId, attempt + 1);
      const password = knows[brokerId]!(attempt);
      if (password === undefined) return request.socket.destroy();
      servers.set(request.socket, says);
      says.push(...scramServer(password));
    }
    const said = Buffer.from(request.body(saslAuthenticate).authBytes).toString();
    const { errorCode = 0, errorMessage = null, text = '' } = says.shift()!(said);
    request.reply(saslAuthenticate, { errorCode, errorMessage, authBytes: Buffer.from(text) });
    return true;
  });
  const patience = { connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, retryWindowMs: 2_000 };
  const client = new ClusterClient(cluster.connection, { clientId: 'test', ...patience, ...clientClock() });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  return { cluster, prover: openLoginProver(client) };
}

const summary = (rows: readonly BrokerLogin[]) =>
  rows.map(({ brokerId, kind, attempts }) => `${brokerId} ${kind} ${attempts}`);
const patient = { withinMs: 60_000 };

describe('a login on every broker', () => {
  it('is tried anew until the last broker has heard of it, and the wait is told', async () => {
    const { cluster, prover } = await opened({
      1: () => 'hunter2',
      2: attempt => (attempt < 3 ? other : 'hunter2'),
      3: attempt => (attempt < 1 ? undefined : 'hunter2'),
    });
    const rows = await prover.prove(login, patient);
    expect(summary(rows)).toEqual(['1 accepted 1', '2 accepted 4', '3 accepted 2']);
    expect(rows.map(({ endpoint }) => endpoint)).toEqual(cluster.servers.map(({ host, port }) => `${host}:${port}`));
    expect(rows[1]!.afterMs).toBeGreaterThanOrEqual(50 + 100 + 200);
    expect(cluster.asked.filter(call => call === 'SaslHandshake 2')).toHaveLength(4);
  });

  it('is told as it is on each broker once the time is over', async () => {
    const { cluster, prover } = await opened({
      1: () => 'hunter2',
      2: () => other,
      3: () => undefined,
      4: () => other,
    });
    await cluster.stop(4);
    const rows = await prover.prove(login, { withinMs: 100 });
    expect(rows.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'unreachable', 'unreachable']);
    expect(rows[1]?.sentence).toMatch(/refused the login of user "orders" by SCRAM-SHA-512 \(invalid credentials\)/);
    expect(rows[2]?.sentence).toMatch(/^connection to broker .* was/);
    expect(rows[3]?.sentence).toMatch(/nothing listens there/);
    expect(JSON.stringify(rows) + inspect(rows)).not.toContain('hunter2');
  });

  it('is waited for the other way round where it has to be refused', async () => {
    const { prover } = await opened({
      1: () => other,
      2: attempt => (attempt < 2 ? 'hunter2' : other),
      3: () => 'hunter2',
    });
    expect(await prover.proveRefused(login, { withinMs: 1_000 })).toMatchObject([
      { kind: 'refused', attempts: 1 },
      { kind: 'refused', attempts: 3 },
      { kind: 'accepted' },
    ]);
  });

  it('is never told as refused by a broker that only offers another mechanism', async () => {
    const { cluster, prover } = await opened({ 1: () => 'hunter2' });
    cluster.answer(saslHandshake, request =>
      request.reply(saslHandshake, { errorCode: 33, mechanisms: ['SCRAM-SHA-256'] }),
    );
    const [row] = await prover.proveRefused(login, patient);
    expect(row).toMatchObject({ kind: 'unreachable', attempts: 1 });
    expect(row?.sentence).toContain('does not offer SCRAM-SHA-512; it offers SCRAM-SHA-256');
  });

  it('is not accepted from a broker that does not know the password itself', async () => {
    const { cluster, prover } = await opened({ 1: () => 'hunter2' });
    const challenge = scramServer('hunter2')[0]!;
    cluster.answer(saslAuthenticate, request => {
      const said = Buffer.from(request.body(saslAuthenticate).authBytes).toString();
      const text = said.startsWith('n,,') ? challenge(said).text! : 'v=Zm9yZ2Vk';
      request.reply(saslAuthenticate, { authBytes: Buffer.from(text) });
    });
    expect(await prover.prove(login, patient)).toMatchObject([{ kind: 'unreachable', attempts: 1 }]);
  });
});

describe('a call after the login', () => {
  it('is waited for where the right is not known yet', async () => {
    const { cluster, prover } = await opened({ 1: () => 'hunter2' });
    let asked = 0;
    cluster.answer(describeGroups, request => {
      asked += 1;
      request.reply(describeGroups, { groups: [{ groupId: 'app', errorCode: asked < 3 ? 30 : 16 }] });
    });
    const call = { kind: 'describe-group', group: 'app' } as const;
    const [row] = await prover.prove(login, { ...patient, call });
    expect(row).toMatchObject({ kind: 'accepted', call: 'allowed', attempts: 3 });
    expect(row?.sentence).toMatch(/accepts the login, and the user has Describe on group "app"$/);
  });
});
