import { describe, expect, test } from 'vitest';
import type { OutgoingRequest, Pipeline } from '../../../../../src/adapters/kafka/connection/pipeline.ts';
import { sessionExchange } from '../../../../../src/adapters/kafka/connection/session.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';

function setUp(logIn: () => Promise<number>, firstLifetimeMs: number) {
  const events: string[] = [];
  const state = { nowMs: 0, isOpen: true };
  const pipeline: Pipeline = {
    get isOpen() {
      return state.isOpen;
    },
    wasCut: false,
    exchange: async ({ version }) => {
      events.push(`sent ${version}`);
      return { bytes: Buffer.alloc(0), bodyStart: version };
    },
    close: () => {
      state.isOpen = false;
      events.push('closed');
    },
  };
  const loggedIn = async () => {
    events.push('login');
    const lifetimeMs = await logIn();
    events.push('logged in');
    return lifetimeMs;
  };
  const exchange = sessionExchange({ pipeline, logIn: loggedIn, firstLifetimeMs, nowMs: () => state.nowMs });
  return { events, state, exchange };
}

function request(version: number): OutgoingRequest {
  return { api: listGroups, version, body: Buffer.alloc(0), timeoutMs: 1_000 };
}

describe('sessionExchange', () => {
  test('sends at once while the session is young', async () => {
    const { events, state, exchange } = setUp(async () => 10_000, 10_000);
    state.nowMs = 8_499;
    await exchange(request(1));
    expect(events).toEqual(['sent 1']);
  });

  test('logs in again late in the session and keeps the order of the requests that wait', async () => {
    const { events, state, exchange } = setUp(async () => 10_000, 10_000);
    state.nowMs = 8_500;
    await Promise.all([exchange(request(1)), exchange(request(2))]);
    await exchange(request(3));
    expect(events).toEqual(['login', 'logged in', 'sent 1', 'sent 2', 'sent 3']);
  });

  test('never logs in again when the session has no end', async () => {
    const { events, state, exchange } = setUp(async () => 0, 0);
    state.nowMs = Number.MAX_SAFE_INTEGER;
    await exchange(request(1));
    expect(events).toEqual(['sent 1']);
  });

  test('waits more than a second before it logs in again, which brokers ask for', async () => {
    const { events, state, exchange } = setUp(async () => 500, 500);
    state.nowMs = 1_000;
    await exchange(request(1));
    expect(events).toEqual(['sent 1']);
  });

  test('fails the waiting requests with the reason when the new login is refused, and closes', async () => {
    const refused = new OperationError('AuthenticationFailed', 'no');
    const { events, state, exchange } = setUp(() => Promise.reject(refused), 10_000);
    state.nowMs = 9_000;
    const results = await Promise.allSettled([exchange(request(1)), exchange(request(2))]);
    expect(results).toEqual([
      { status: 'rejected', reason: refused },
      { status: 'rejected', reason: refused },
    ]);
    expect(events).toEqual(['login', 'closed']);
  });
});
