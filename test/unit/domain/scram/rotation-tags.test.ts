import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextUsername, type RotatedUser, slotOf, usernamesOf } from '../../../../src/domain/scram/rotated-user.ts';
import { baseNameProblem, parseRotationTags, rotationTagsOf } from '../../../../src/domain/scram/rotation-tags.ts';
import { fromTagText, toTagText } from '../../../../src/domain/scram/tag-text.ts';

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_${name}`;
const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const anyUser: fc.Arbitrary<RotatedUser> = fc
  .record({ base: anyName, strategy: fc.constantFrom('alternating', 'single'), hasSlots: fc.boolean() })
  .map(({ base, strategy, hasSlots }) => ({
    base,
    strategy,
    slots: hasSlots ? usernamesOf({ base, strategy }).map((_, i) => arn(`slot${i}`)) : [],
  }));

describe('a name in a tag', () => {
  test('is of characters that AWS takes, and the same when read again', () => {
    fc.assert(
      fc.property(anyName, name => {
        expect(toTagText(name)).toMatch(/^(?! )[A-Za-z0-9 +\-._:/@=]+(?<! )$/);
        expect(fromTagText(toTagText(name))).toBe(name);
      }),
    );
  });

  test.each([
    ['orders', 'orders'],
    ['Ärger=1, "x"', '=C3=84rger=3D1=2C =22x=22'],
    [' ', '=20'],
    [' a b ', '=20a b=20'],
    ['100%', '100=25'],
    ['😀', '=F0=9F=98=80'],
  ])('%j is written %j', (name, text) => {
    expect(toTagText(name)).toBe(text);
  });

  test.each(['a=', 'a=2', 'a=zz', '=C3', '=FF'])('refuses %j', text => {
    expect(fromTagText(text)).toBeUndefined();
  });

  test('takes small hexadecimal digits too', () => {
    expect(fromTagText('=c3=a9')).toBe('é');
  });
});

describe('the tags of a pointer secret', () => {
  test('say what they were made of', () => {
    fc.assert(
      fc.property(anyUser, user => {
        expect(parseRotationTags({ ...rotationTagsOf(user), team: 'shop' })).toEqual({ kind: 'parsed', user });
      }),
    );
  });

  test('without a strategy mean two users', () => {
    expect(parseRotationTags({ 'kafka-steward:user': 'orders' })).toEqual({
      kind: 'parsed',
      user: { base: 'orders', strategy: 'alternating', slots: [] },
    });
  });

  test.each([
    [{}, 'tag kafka-steward:user is missing'],
    [{ 'kafka-steward:user': '' }, 'tag kafka-steward:user is ""'],
    [{ 'kafka-steward:user': 'a=' }, 'tag kafka-steward:user is "a="'],
    [{ 'kafka-steward:user': 'a', 'kafka-steward:strategy': 'both' }, 'tag kafka-steward:strategy is "both"'],
    [{ 'kafka-steward:user': 'a', 'kafka-steward:slot-a': arn('x') }, 'tag kafka-steward:slot-b is missing'],
    [{ 'kafka-steward:user': 'a', 'kafka-steward:slot-b': arn('x') }, 'tag kafka-steward:slot-a is missing'],
    [
      { 'kafka-steward:user': 'a', 'kafka-steward:slot-a': 'x', 'kafka-steward:slot-b': arn('x') },
      'tag kafka-steward:slot-a is "x"',
    ],
    [
      { 'kafka-steward:user': 'a', 'kafka-steward:slot-a': arn('x'), 'kafka-steward:slot-b': arn('x') },
      'tags kafka-steward:slot-a and kafka-steward:slot-b name the same secret',
    ],
    [
      { 'kafka-steward:user': 'a', 'kafka-steward:strategy': 'single', 'kafka-steward:slot-b': arn('x') },
      'tag kafka-steward:slot-a is missing',
    ],
    [
      {
        'kafka-steward:user': 'a',
        'kafka-steward:strategy': 'single',
        'kafka-steward:slot-a': arn('x'),
        'kafka-steward:slot-b': arn('y'),
      },
      'tag kafka-steward:slot-b is there',
    ],
  ])('refuses %j', (tags, problem) => {
    const parsed = parseRotationTags(tags);
    expect(parsed.kind === 'wrong' && parsed.problems.join()).toContain(problem);
  });

  test('tells all that is wrong at once', () => {
    const parsed = parseRotationTags({ 'kafka-steward:strategy': 'both' });
    expect(parsed.kind === 'wrong' && parsed.problems).toHaveLength(2);
  });
});

test.each([
  ['', 'is empty'],
  ['\ud800', 'half a character'],
  ['é'.repeat(43), 'takes 258 characters'],
])('refuses %j as the name of a rotated user', (base, problem) => {
  expect(baseNameProblem(base)).toContain(problem);
});

describe('the users of a rotated user', () => {
  test('take turns, and each has its slot', () => {
    const user: RotatedUser = { base: 'orders', strategy: 'alternating', slots: [arn('a'), arn('b')] };
    expect(nextUsername(user, 'orders-a')).toBe('orders-b');
    expect(nextUsername(user, 'orders-b')).toBe('orders-a');
    expect(slotOf(user, 'orders-b')).toBe(arn('b'));
  });

  test('is one and the same with one user', () => {
    const user: RotatedUser = { base: 'orders', strategy: 'single', slots: [] };
    expect(nextUsername(user, 'orders')).toBe('orders');
    expect(slotOf(user, 'orders')).toBeUndefined();
  });

  test('refuses to go on from somebody else', () => {
    fc.assert(
      fc.property(anyUser, anyName, (user, other) => {
        fc.pre(!usernamesOf(user).includes(other));
        expect(nextUsername(user, other)).toBeUndefined();
        expect(slotOf(user, other)).toBeUndefined();
      }),
    );
  });
});
