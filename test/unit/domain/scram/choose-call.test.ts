import { expect, it } from 'vitest';
import type { AclBinding } from '../../../../src/domain/acls/acl-binding.ts';
import { chooseCall } from '../../../../src/domain/scram/choose-call.ts';

const rule = (more: Partial<AclBinding> = {}): AclBinding => ({
  ...{ resourceType: 'Topic', resourceName: 'orders', patternType: 'literal', principal: 'User:a' },
  ...{ host: '*', operation: 'Read', permission: 'allow', ...more },
});

it.each<{ why: string; rules: readonly AclBinding[]; call: ReturnType<typeof chooseCall> }>([
  { why: 'a right on a topic', rules: [rule()], call: { kind: 'describe-topic', topic: 'orders' } },
  { why: 'a prefix', rules: [rule({ patternType: 'prefixed' })], call: { kind: 'describe-topic', topic: 'orders' } },
  { why: 'every topic', rules: [rule({ resourceName: '*' })], call: { kind: 'describe-topic', topic: 'any' } },
  {
    why: 'a right on a group',
    rules: [rule({ resourceType: 'Group', resourceName: 'g' })],
    call: { kind: 'describe-group', group: 'g' },
  },
  { why: 'no rule', rules: [], call: undefined },
  { why: 'another user', rules: [rule({ principal: 'User:b' })], call: undefined },
  { why: 'one host only', rules: [rule({ host: '10.0.0.7' })], call: undefined },
  { why: 'a right that implies nothing', rules: [rule({ operation: 'DescribeConfigs' })], call: undefined },
  {
    why: 'a denial for everybody',
    rules: [rule(), rule({ principal: 'User:*', permission: 'deny', operation: 'All', patternType: 'prefixed' })],
    call: undefined,
  },
])('chooses a call by the rules: $why', ({ rules, call }) => {
  expect(chooseCall('a', rules)).toEqual(call);
});
