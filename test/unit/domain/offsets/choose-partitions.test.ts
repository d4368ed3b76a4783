import { describe, expect, it } from 'vitest';
import { choosePartitions, topicsToDescribe } from '../../../../src/domain/offsets/choose-partitions.ts';
import { keyOf } from '../../../../src/domain/offsets/commit.ts';
import type { OffsetResetRequest, OffsetTarget } from '../../../../src/domain/offsets/request.ts';
import { parseTopicChoice } from '../../../../src/domain/offsets/topic-choice.ts';

const committed = [
  { topic: 'orders-eu', partition: 0 },
  { topic: 'orders-us', partition: 1 },
  { topic: 'audit', partition: 0 },
];
const topics = ['orders-eu', 'orders-us', 'audit', 'payments'].map(topic => ({
  topic,
  topicId: topic,
  partitions: [0, 1],
}));

function choose(choices: readonly string[] | undefined, target: OffsetTarget = { kind: 'earliest' }) {
  const scope: OffsetResetRequest['scope'] =
    choices === undefined ? { kind: 'all' } : { kind: 'topics', choices: choices.map(parseTopicChoice) };
  const { partitions, problems } = choosePartitions({ scope, target }, committed, topics);
  return { partitions: partitions.map(keyOf), problems, asked: topicsToDescribe({ scope, target }, committed) };
}

const positions = {
  kind: 'positions',
  from: 'f',
  positions: [
    { topic: 'payments', partition: 1, offset: 1 },
    { topic: 'audit', partition: 0, offset: 1 },
  ],
} as const;

describe('the partitions that are meant', () => {
  it('are those with a commit where nothing else is said', () => {
    expect(choose(undefined)).toMatchObject({ partitions: ['audit:0', 'orders-eu:0', 'orders-us:1'], problems: [] });
  });

  it('are all of a topic that is named, commits or not', () => {
    expect(choose(['payments'])).toMatchObject({ partitions: ['payments:0', 'payments:1'], problems: [] });
    expect(choose(['payments']).asked).toContain('payments');
  });

  it('are those of the topics of the group that fit a pattern', () => {
    expect(choose(['orders-*', 'pay*'])).toMatchObject({
      partitions: ['orders-eu:0', 'orders-eu:1', 'orders-us:0', 'orders-us:1'],
      problems: ['nothing fits topic "pay*"'],
    });
    expect(choose(['orders-*:1']).partitions).toEqual(['orders-eu:1', 'orders-us:1']);
  });

  it('are those a target names, narrowed by topics', () => {
    expect(choose(undefined, positions).partitions).toEqual(['audit:0', 'payments:1']);
    expect(choose(['pay*'], positions).partitions).toEqual(['payments:1']);
  });

  it('tells every topic and partition that is not there, with what could be meant', () => {
    expect(choose(['order-eu', 'audit:1,5,7', 'payments:0'])).toMatchObject({
      partitions: ['audit:1', 'payments:0'],
      problems: [
        'topic "order-eu": it is not on the cluster; did you mean "orders-eu"?',
        'topic "audit" has no partition 5, 7: it has 0 to 1',
      ],
    });
  });

  it('refuses to skip a record in more than one partition', () => {
    expect(choose(['orders-eu'], { kind: 'skip-record' }).problems).toEqual([
      'one record is skipped in one partition, and 2 fit: say which, as in --topic orders:3',
    ]);
  });

  it('are all of each topic the group has commits for or subscribes to, where that is asked for', () => {
    const scope = { kind: 'subscribed' } as const;
    const among = (target: OffsetTarget, subscribed: readonly string[]) =>
      choosePartitions({ scope, target }, committed.slice(0, 1), topics, subscribed).partitions.map(keyOf);
    expect(among({ kind: 'earliest' }, ['payments'])).toEqual([
      'orders-eu:0',
      'orders-eu:1',
      'payments:0',
      'payments:1',
    ]);
    expect(among({ kind: 'earliest' }, [])).toEqual(['orders-eu:0', 'orders-eu:1']);
    expect(among(positions, ['payments'])).toEqual(['payments:1']);
    expect(topicsToDescribe({ scope, target: { kind: 'earliest' } }, [], ['payments'])).toEqual(['payments']);
  });
});
