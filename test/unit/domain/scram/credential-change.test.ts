import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CredentialUpsert,
  changeProblem,
  passwordProblem,
} from '../../../../src/domain/scram/credential-change.ts';
import { saslPrep } from '../../../../src/domain/scram/sasl-prep.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const upsert: CredentialUpsert = {
  kind: 'upsert',
  user: 'orders',
  mechanism: 'SCRAM-SHA-512',
  password: new Secret('hunter2'),
};

describe('a change of a credential', () => {
  it.each([4_096, 8_192, 16_384])('is right with %d iterations', iterations => {
    expect(changeProblem({ ...upsert, iterations })).toBeUndefined();
  });

  it.each([4_095, 16_385, 0, -1, 8_192.5, Number.NaN])(
    'is refused with %d iterations, naming the limits',
    iterations => {
      expect(changeProblem({ ...upsert, iterations })).toBe(
        `${iterations} iterations were asked for; brokers take a whole number from 4096 to 16384`,
      );
    },
  );

  it('is right for every user name of printable ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), user => {
        expect(changeProblem({ ...upsert, user })).toBeUndefined();
      }),
    );
  });

  it.each([
    ['', /^the user name is empty; give one$/],
    ['zoë', /^user name "zoë" has other characters than printable ASCII/],
    ['a\nb', /^user name "a\\nb" has other/],
    ['a\u007f', /has other/],
  ])('is refused for user name %j', (user, problem) => {
    expect(changeProblem({ ...upsert, user })).toMatch(problem);
  });

  it('may delete a user that should never have been made', () => {
    expect(changeProblem({ kind: 'delete', user: 'zoë', mechanism: 'SCRAM-SHA-256' })).toBeUndefined();
    expect(changeProblem({ kind: 'delete', user: '', mechanism: 'SCRAM-SHA-256' })).toMatch(/is empty/);
  });

  it.each([
    ['', /^the password is empty; give one$/],
    ['hunter2\u0007', /^the password has a control character, .*; choose another$/],
    ['hunter2\u00aa', /^the password has characters that SASLprep \(RFC 4013\) replaces/],
  ])('is refused for password %j without showing it', (password, problem) => {
    const told = changeProblem({ ...upsert, password: new Secret(password) });
    expect(told).toMatch(problem);
    expect(told).not.toContain('hunter2');
  });

  it('takes every password that is prepared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), given => {
        const prepared = saslPrep(given);
        if (prepared.kind === 'refused' || prepared.text === '') return;
        expect(passwordProblem(new Secret(prepared.text))).toBeUndefined();
      }),
    );
  });
});
