import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clientFinal,
  clientFirst,
  type ScramLogin,
  serverFinal,
} from '../../../../../../src/adapters/kafka/connection/sasl/scram.ts';

// the example of RFC 7677 §3
const login: ScramLogin = { hash: 'sha256', username: 'user', password: 'pencil', nonce: 'rOprNGfwEbeRWgbNEkqO' };
const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const salt = 'W22ZaJ0SNY7soEsUEjb6gQ==';
const serverFirst = `r=${nonce},s=${salt},i=4096`;

async function signature(): Promise<Buffer> {
  const step = await clientFinal(login, serverFirst);
  if (step.kind !== 'ok') throw new Error(step.reason);
  return step.value.serverSignature;
}

describe('SCRAM', () => {
  test('sends the messages of RFC 7677', async () => {
    expect(clientFirst(login)).toBe('n,,n=user,r=rOprNGfwEbeRWgbNEkqO');
    expect(await clientFinal(login, serverFirst)).toMatchObject({
      kind: 'ok',
      value: { message: `c=biws,r=${nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=` },
    });
  });

  test('accepts the server signature of RFC 7677', async () => {
    const message = 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';
    expect(serverFinal(await signature(), message)).toEqual({ kind: 'ok', value: undefined });
  });

  test('escapes commas and equal signs in a user name', () => {
    expect(clientFirst({ ...login, username: 'a=b,c' })).toBe('n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO');
  });

  test('writes any user name so that a broker reads the same name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', ',', '2', '3', 'C', 'D', 'c', '"', ' ', '\\', 'ü') }),
        username => {
          const [, name = ''] = /^n,,n=((?:[^=,]|=2C|=3D)*),r=/.exec(clientFirst({ ...login, username })) ?? [];
          // as Kafka's ScramFormatter does
          expect(name.replaceAll('=2C', ',').replaceAll('=3D', '=')).toBe(username);
        },
      ),
    );
  });

  test.each([
    ['a wrong server signature', `v=${Buffer.alloc(32, 7).toString('base64')}`, /could not prove/],
    ['a signature cut short', 'v=6rriTRBi23WpRR/w', /could not prove/],
    ['no signature', 'x=1', /could not prove/],
    ['an error in place of a signature', 'e=other-error', /SCRAM error "other-error"/],
  ])('refuses %s', async (_, message, reason) => {
    expect(serverFinal(await signature(), message)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason) as string,
    });
  });

  test.each([
    ['a nonce that is not ours', `r=someone-elses-nonce,s=${salt},i=4096`, /nonce/],
    ['our nonce with nothing added', `r=${login.nonce},s=${salt},i=4096`, /nonce/],
    ['fewer than 4096 iterations', `r=${nonce},s=${salt},i=4095`, /4095 SCRAM iterations; fewer/],
    ['more iterations than make sense', `r=${nonce},s=${salt},i=1000001`, /1000001 SCRAM iterations; more/],
    ['an iteration count that is no number', `r=${nonce},s=${salt},i=many`, /unreadable/],
    ['no salt', `r=${nonce},i=4096`, /unreadable/],
    ['a mandatory extension', `m=1,r=${nonce},s=${salt},i=4096`, /extension/],
    ['an empty challenge', '', /unreadable/],
  ])('refuses %s', async (_, challenge, reason) => {
    expect(await clientFinal(login, challenge)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason) as string,
    });
  });
});
