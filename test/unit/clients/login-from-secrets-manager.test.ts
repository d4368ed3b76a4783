import { expect, it } from 'vitest';
import { fromSecretsManager } from '../../../clients/login-from-secrets-manager.ts';

const play = (answer: (call: number) => string | Error) => {
  let calls = 0;
  let nowMs = 0;
  const client = {
    getSecretValue: async () => {
      calls += 1;
      const text = answer(calls);
      if (text instanceof Error) throw text;
      return { SecretString: text };
    },
  };
  const options = { maxAgeMs: 1_000, nowMs: () => nowMs, random: () => 1 };
  const read = fromSecretsManager(client, 'orders', options);
  return { read, calls: () => calls, passMs: (ms: number) => (nowMs += ms) };
};
const secret = (password: number) => JSON.stringify({ username: 'orders-a', password: `p${password}`, other: 1 });

it('asks Secrets Manager once for many connections, and again when the login is too old', async () => {
  const { read, calls, passMs } = play(secret);
  const many = await Promise.all([read({ isFresh: false }), read({ isFresh: false })]);
  expect(many.map(({ password }) => password)).toEqual(['p1', 'p1']);
  passMs(999);
  expect(await read({ isFresh: false })).toEqual({ username: 'orders-a', password: 'p1', mechanism: 'SCRAM-SHA-512' });
  passMs(1);
  expect(await read({ isFresh: false })).toMatchObject({ password: 'p2' });
  expect(calls()).toBe(2);
});

it('lets processes ask at different times', async () => {
  let calls = 0;
  const client = { getSecretValue: () => Promise.resolve({ SecretString: secret((calls += 1)) }) };
  let nowMs = 0;
  const read = fromSecretsManager(client, 'orders', { maxAgeMs: 1_000, nowMs: () => nowMs, random: () => 0 });
  await read({ isFresh: false });
  nowMs = 750;
  expect(await read({ isFresh: false })).toMatchObject({ password: 'p2' });
});

it('asks at once where a login was refused, once for all connections', async () => {
  const { read, calls } = play(secret);
  await read({ isFresh: false });
  const many = await Promise.all([read({ isFresh: true }), read({ isFresh: true })]);
  expect(many.map(({ password }) => password)).toEqual(['p2', 'p2']);
  expect(calls()).toBe(2);
});

it('goes on with the login it has while Secrets Manager does not answer', async () => {
  const { read, passMs } = play(call => (call === 1 ? secret(1) : new Error('throttled')));
  await read({ isFresh: false });
  passMs(5_000);
  expect(await read({ isFresh: false })).toMatchObject({ password: 'p1' });
});

it('fails where nothing was read yet, and asks again the next time', async () => {
  const { read } = play(call => (call === 1 ? new Error('throttled') : secret(call)));
  await expect(read({ isFresh: false })).rejects.toThrow('throttled');
  expect(await read({ isFresh: false })).toMatchObject({ password: 'p2' });
});

it.each(['my-password', '{"username":"orders","password":7}', '["my-password"]', 'null'])(
  'refuses %j, which is no login, and repeats nothing of it',
  async text => {
    const refusal = await play(() => text)
      .read({ isFresh: false })
      .catch((error: unknown) => String(error));
    expect(refusal).toBe('Error: secret orders is not a JSON object with a username and a password');
  },
);

it('refuses a mechanism that is not SCRAM', async () => {
  const { read } = play(() => '{"username":"orders","password":"p","mechanism":"PLAIN"}');
  await expect(read({ isFresh: false })).rejects.toThrow('is neither SCRAM-SHA-256 nor SCRAM-SHA-512');
});
