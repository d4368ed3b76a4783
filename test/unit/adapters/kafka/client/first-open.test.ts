import { describe, expect, it } from 'vitest';
import { firstOpen } from '../../../../../src/adapters/kafka/client/first-open.ts';
import type { BrokerConnection } from '../../../../../src/adapters/kafka/connection/broker-connection.ts';
import { type ErrorName, OperationError } from '../../../../../src/domain/errors.ts';
import { clientClock } from '../../../../builders/client-clock.ts';

const servers = ['a', 'b', 'c'].map(host => ({ host, port: 9092 }));
const opened = (host: string) => ({ target: { host, port: 9092 }, isOpen: true }) as BrokerConnection;
const never = new Promise<BrokerConnection>(() => undefined);
const failed = async (name: ErrorName, retryable = true): Promise<BrokerConnection> =>
  await Promise.reject(new OperationError(name, `${name} it is`, { retryable }));

async function tried(open: (host: string) => Promise<BrokerConnection>) {
  const { sleep, pausesMs } = clientClock();
  const asked: string[] = [];
  const opening = firstOpen(
    servers,
    async ({ host }) => {
      asked.push(host);
      return await open(host);
    },
    sleep,
  );
  const outcome = await opening.then(
    ({ target }) => target.host,
    (error: unknown) => error as OperationError,
  );
  return { outcome, asked, pausesMs };
}

describe('opening the first of several brokers', () => {
  it('asks no other broker where the first one answers', async () => {
    expect(await tried(async host => await Promise.resolve(opened(host)))).toMatchObject({
      outcome: 'a',
      asked: ['a'],
    });
  });

  it('waits a moment for a silent broker, not for its time-out', async () => {
    const { outcome, asked, pausesMs } = await tried(async host => (host === 'a' ? await never : opened(host)));
    expect({ outcome, asked }).toEqual({ outcome: 'b', asked: ['a', 'b'] });
    expect(pausesMs[0]).toBe(400);
  });

  it('goes on at once where a broker refuses', async () => {
    const { outcome, pausesMs } = await tried(host =>
      host === 'c' ? Promise.resolve(opened(host)) : failed('BrokerUnreachable'),
    );
    expect(outcome).toBe('c');
    expect(pausesMs.length).toBeLessThanOrEqual(2);
  });

  it('takes a broker that opens late over none', async () => {
    let open: (connection: BrokerConnection) => void = () => undefined;
    const late = new Promise<BrokerConnection>(resolve => {
      open = resolve;
    });
    const { outcome } = await tried(async host => {
      if (host === 'a') return await late;
      if (host === 'c') setImmediate(() => open(opened('a')));
      return await failed('BrokerUnreachable');
    });
    expect(outcome).toBe('a');
  });

  it.each(['AuthenticationFailed', 'CertificateRejected', 'TlsMismatch', 'BrokerTooOld'] as const)(
    'fails at once with %s, and asks nobody else',
    async name => {
      const { outcome, asked } = await tried(() => failed(name, false));
      expect(outcome).toMatchObject({ name, message: `${name} it is` });
      expect(asked).toEqual(['a']);
    },
  );

  it('fails with one error where all brokers are dead, and names the first reason', async () => {
    const { outcome } = await tried(host => failed(host === 'a' ? 'HostUnknown' : 'BrokerUnreachable', host !== 'a'));
    expect(outcome).toMatchObject({
      name: 'HostUnknown',
      message: 'none of 3 brokers lets us in; the first: HostUnknown it is',
      retryable: true,
    });
  });

  it('fails where there is nobody to ask', async () => {
    await expect(firstOpen([], () => never, clientClock().sleep)).rejects.toMatchObject({
      name: 'ConfigurationInvalid',
    });
  });
});
