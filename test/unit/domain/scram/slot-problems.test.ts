import { expect, it } from 'vitest';
import { slotProblems } from '../../../../src/domain/scram/slot-problems.ts';

const facts = {
  description: {
    id: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_a-AbCdEf',
    name: 'AmazonMSK_a',
    kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1',
  },
  clusterArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/shop/abcd-1',
  username: 'a',
  value: { kind: 'parsed', value: { username: 'a' } },
} as const;

it('finds nothing in a secret as MSK wants it, filled or not', () => {
  expect(slotProblems(facts)).toEqual([]);
  expect(slotProblems({ ...facts, value: undefined })).toEqual([]);
});

it('tells everything that is wrong at once', () => {
  const id = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf';
  expect(
    slotProblems({ ...facts, description: { id, name: 'a' }, value: { kind: 'parsed', value: { username: 'b' } } }),
  ).toEqual([
    'MSK takes only secrets whose name begins with AmazonMSK_; make a new one',
    "it is encrypted with the account's default key, which MSK cannot use; give it a customer managed key",
    'it is in us-east-1 of account 123456789012, the cluster in eu-west-1 of account 123456789012; MSK wants both in one account and region',
    'it is for user "b", not "a"',
  ]);
});
