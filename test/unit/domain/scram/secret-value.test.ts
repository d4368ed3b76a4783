import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPassword, passwordAlphabet } from '../../../../src/domain/scram/new-password.ts';
import {
  fillTemplate,
  isTemplate,
  parsePointerValue,
  parseSlotValue,
  pointerValueOf,
  slotValueOf,
  withLogin,
} from '../../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const login = { username: 'orders-b', password: new Secret('n3w') };
const revealed = (text: Secret): unknown => JSON.parse(text.reveal());

describe('the value of a pointer secret', () => {
  test('is read as it was made', () => {
    fc.assert(
      fc.property(
        fc.record({
          username: fc.string({ minLength: 1 }),
          password: fc.string({ minLength: 1 }).map(text => new Secret(text)),
          mechanism: fc.constantFrom('SCRAM-SHA-256', 'SCRAM-SHA-512'),
        }),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        (who, bootstrapServers) => {
          const value = bootstrapServers === undefined ? who : { ...who, bootstrapServers };
          const parsed = parsePointerValue(pointerValueOf(value));
          expect(parsed).toEqual({ kind: 'parsed', value });
          expect(parsed.kind === 'parsed' && parsed.value.password.reveal()).toBe(who.password.reveal());
        },
      ),
    );
  });

  test('without a mechanism is for the one MSK has', () => {
    const parsed = parsePointerValue(new Secret('{"username":"a","password":"b"}'));
    expect(parsed).toMatchObject({ value: { mechanism: 'SCRAM-SHA-512' } });
  });

  test('keeps every other field for another login, and the order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false })), fields => {
        const before = new Secret(JSON.stringify({ ...fields, username: 'orders-a', password: 'old' }));
        const after = revealed(withLogin(before, login)) as Readonly<Record<string, unknown>>;
        const kept = { ...(revealed(before) as object), username: 'orders-b', password: 'n3w' };
        expect(JSON.stringify(after)).toBe(JSON.stringify(kept));
      }),
    );
  });

  test('keeps numbers that are too long for a double', () => {
    const before = new Secret('{"id":12345678901234567890,"rate":1.0,"username":"a","password":"b","n":{"z":[1e400]}}');
    expect(withLogin(before, login).reveal()).toBe(
      '{"id":12345678901234567890,"rate":1.0,"username":"orders-b","password":"n3w","n":{"z":[1e400]}}',
    );
  });

  test.each([
    ['hunter2', 'not a JSON object'],
    ['"hunter2"', 'not a JSON object'],
    ['["hunter2"]', 'not a JSON object'],
    ['{"username":"hunter2","password":', 'not a JSON object'],
    ['{"password":"hunter2"}', 'no username'],
    ['{"username":"hunter2"}', 'no password'],
    ['{"username":"hunter2","password":7}', 'no password'],
    ['{"username":"a","password":"hunter2","mechanism":"hunter2"}', 'its mechanism'],
    ['{"username":"a","password":"hunter2","bootstrapServers":["hunter2"]}', 'its bootstrapServers'],
  ])('refuses %j, and repeats nothing of it', (text, problem) => {
    const parsed = parsePointerValue(new Secret(text));
    expect(parsed.kind === 'wrong' && parsed.problem).toContain(problem);
    expect(inspect(parsed)).not.toContain('hunter2');
  });
});

describe('a value that waits for its first login', () => {
  test.each([
    ['{}', true],
    ['{"mechanism":"SCRAM-SHA-256","topic":"orders"}', true],
    ['{"username":"a"}', false],
    ['{"password":"b"}', false],
    ['[]', false],
    ['', false],
    ['null', false],
  ])('is an object with neither username nor password: %j', (text, is) => {
    expect(isTemplate(new Secret(text))).toBe(is);
  });

  test('keeps what it says, and gets the rest', () => {
    const value = { ...login, mechanism: 'SCRAM-SHA-512', bootstrapServers: 'b1:9096' } as const;
    const filled = (text: string) => JSON.parse(fillTemplate(new Secret(text), value).reveal()) as unknown;
    const all = { mechanism: 'SCRAM-SHA-512', bootstrapServers: 'b1:9096', username: 'orders-b', password: 'n3w' };
    expect(filled('{}')).toEqual(all);
    expect(filled('{"mechanism":"SCRAM-SHA-256","topic":"orders"}')).toEqual({
      ...all,
      mechanism: 'SCRAM-SHA-256',
      topic: 'orders',
    });
  });
});

describe('the value of a slot secret', () => {
  test('is exactly what MSK asks for', () => {
    expect(slotValueOf(login).reveal()).toBe('{"username":"orders-b","password":"n3w"}');
    expect(parseSlotValue(slotValueOf(login))).toEqual({ kind: 'parsed', value: login });
  });

  test('refuses another form', () => {
    expect(parseSlotValue(new Secret('{"user":"a"}')).kind).toBe('wrong');
  });
});

test('a new password has 92 characters to choose from, and more than 200 bits', () => {
  expect(new Set(passwordAlphabet).size).toBe(92);
  expect(passwordAlphabet).toMatch(/^[!-~]+$/);
  expect(newPassword.characters * Math.log2(passwordAlphabet.length)).toBeGreaterThan(200);
});
