import { describe, expect, it } from 'vitest';
import {
  checkStreamsState,
  internalTopicsOf,
  isStreamsApplication,
  type StreamsApplication,
} from '../../../../src/domain/offsets/streams-application.ts';

const application: StreamsApplication = {
  group: 'shop',
  kind: 'classic',
  internalTopics: ['shop-counts-changelog', 'shop-by-user-repartition'],
};
const input = { topic: 'orders', partition: 0 };

describe('the internal topics of a Kafka Streams application', () => {
  it.each([
    'shop-counts-changelog',
    'shop-KSTREAM-AGGREGATE-STATE-STORE-0000000003-repartition',
    'shop-KTABLE-FK-JOIN-SUBSCRIPTION-REGISTRATION-0000000006-topic',
    'shop-join-subscription-response-topic',
  ])('include %s', topic => {
    expect(internalTopicsOf('shop', ['orders', topic], [])).toEqual([topic]);
  });

  it('leave out those of another application, and what only looks like one', () => {
    const topics = ['shop-eu-counts-changelog', 'shop-changelog', 'stock-counts-changelog', 'shop-changelogs', 'shop'];
    expect(internalTopicsOf('shop', topics, ['shop', 'shop-eu'])).toEqual(['shop-changelog']);
  });
});

describe('a Kafka Streams application', () => {
  it('is a group of the streams protocol, or one whose internal topics are there', () => {
    expect(isStreamsApplication({ ...application, internalTopics: [] })).toBe(false);
    expect(isStreamsApplication({ ...application, kind: 'streams', internalTopics: [] })).toBe(true);
    expect(isStreamsApplication(application)).toBe(true);
  });

  it('has nothing to say of other groups', () => {
    expect(checkStreamsState({ ...application, internalTopics: [] }, undefined, [input])).toEqual([]);
  });

  it('is refused with its internal topics and the tool that takes them along', () => {
    expect(checkStreamsState(application, undefined, [input])).toEqual([
      {
        name: 'internal-topics-are-dealt-with',
        level: 'block',
        sentence:
          'group "shop" is a Kafka Streams application with the internal topics "shop-counts-changelog" and "shop-by-user-repartition", which would not move along: kafka-streams-application-reset.sh --application-id "shop" starts it over with them; to move its input topics alone, name them with --topic and say --leave-internal-topics',
      },
    ]);
    const [check] = checkStreamsState({ ...application, kind: 'streams', internalTopics: [] }, undefined, [input]);
    expect(check?.sentence).toContain('that this login does not see');
    expect(check?.sentence).toContain('kafka-streams-groups.sh --reset-offsets');
  });

  it('is moved by its input topics where somebody says so, and never by its internal ones', () => {
    expect(checkStreamsState(application, 'leave', [input])).toMatchObject([{ level: 'warn' }]);
    const both = [input, { topic: 'shop-by-user-repartition', partition: 0 }];
    expect(checkStreamsState(application, 'leave', both)).toMatchObject([
      { level: 'block', sentence: expect.stringContaining('"shop-by-user-repartition" cannot be moved') as string },
    ]);
  });
});
