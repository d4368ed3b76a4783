import { describe, expect, it } from 'vitest';
import {
  parseOffsetFile,
  toGroupedOffsetCsv,
  toOffsetCsv,
  toOffsetDocument,
} from '../../../../src/domain/offsets/offset-file.ts';
import { parseOffsetMap } from '../../../../src/domain/offsets/offset-map.ts';
import { parseDuration } from '../../../../src/domain/offsets/parse-duration.ts';
import { parseTopicChoice } from '../../../../src/domain/offsets/topic-choice.ts';

describe('a duration', () => {
  it.each([
    ['90m', 5_400_000],
    ['1d12h', 129_600_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['PT1H30M', 5_400_000],
    ['P1DT12H', 129_600_000],
    ['P2W', 1_209_600_000],
    ['PT0.5S', 500],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '90', '-1h', '-PT1H', 'PT-1H', 'P', 'PT', 'P1M', 'P1Y', '1 h', '1h2'])('refuses %j', text => {
    expect(() => parseDuration(text)).toThrow(/^the duration ".*" cannot be read: write 90m/);
  });
});

describe('a topic', () => {
  it.each([
    ['orders', { topic: 'orders' }],
    ['orders-*', { topic: 'orders-*' }],
    ['orders:3', { topic: 'orders', partitions: [3] }],
    ['a.b_c:0,3,0', { topic: 'a.b_c', partitions: [0, 3] }],
    ['orders:0-2,7', { topic: 'orders', partitions: [0, 1, 2, 7] }],
  ])('is read as %s', (text, choice) => {
    expect(parseTopicChoice(text)).toEqual(choice);
  });

  it.each(['', ':1', 'orders:', 'orders:x', 'orders:3-1', 'orders:1:2', 'two words', 'orders:-1'])(
    'refuses %j',
    text => {
      expect(() => parseTopicChoice(text)).toThrow(/cannot be read; write orders, /);
    },
  );
});

describe('an offset map', () => {
  it('is read entry by entry', () => {
    expect(parseOffsetMap('orders:0=41208, a.b:17=0')).toEqual([
      { topic: 'orders', partition: 0, offset: 41_208 },
      { topic: 'a.b', partition: 17, offset: 0 },
    ]);
  });

  it.each(['', 'orders=1', 'orders:0', 'orders:0=-1', 'orders:0=1;orders:1=2'])('refuses %j', text => {
    expect(() => parseOffsetMap(text)).toThrow(/is no entry of an offset map/);
  });

  it('refuses a partition that is named twice and an offset too large to be exact', () => {
    expect(() => parseOffsetMap('orders:0=1,orders:0=2')).toThrow('the offset map names orders:0 twice; leave one');
    expect(() => parseOffsetMap('orders:0=9007199254740993')).toThrow(
      'write a whole number from 0 to 9007199254740991',
    );
  });
});

describe('a file of offsets', () => {
  const position = { topic: 'orders', partition: 0, offset: 5 };

  it("is Kafka's CSV, with a group or without", () => {
    expect(parseOffsetFile('\uFEFForders,0,5\r\n\r\n"a.b",1,9\n', 'app', 'f')).toEqual([
      position,
      { topic: 'a.b', partition: 1, offset: 9 },
    ]);
    expect(parseOffsetFile('"my ""own"", app",orders,0,5\nother,orders,0,7\n', 'my "own", app', 'f')).toEqual([
      position,
    ]);
  });

  it('is what an export wrote, metadata and leader epochs with it', () => {
    const document = toOffsetDocument('app', [
      { topic: 'orders', partition: 0, commit: { offset: 5, leaderEpoch: 2, metadata: 'x' } },
      { topic: 'orders', partition: 1 },
    ]);
    expect(parseOffsetFile(JSON.stringify(document), 'app', 'f')).toEqual([
      { ...position, leaderEpoch: 2, metadata: 'x' },
    ]);
    expect(parseOffsetFile(toOffsetCsv(document), 'app', 'f')).toEqual([position]);
    expect(parseOffsetFile(JSON.stringify({ offsets: [position] }), 'any', 'f')).toEqual([position]);
  });

  it('may hold several groups, of which each gets its own', () => {
    const documents = ['app', 'my "own", app'].map((group, at) => ({ group, offsets: [{ ...position, offset: at }] }));
    for (const text of [toGroupedOffsetCsv(documents), JSON.stringify({ groups: documents })]) {
      expect(parseOffsetFile(text, 'app', 'f')).toEqual([{ ...position, offset: 0 }]);
      expect(parseOffsetFile(text, 'my "own", app', 'f')).toEqual([{ ...position, offset: 1 }]);
      expect(() => parseOffsetFile(text, 'third', 'f')).toThrow('not for "third"');
    }
    expect(() => parseOffsetFile('{"groups":[]}', 'app', 'f')).toThrow('it is no {"group": …, "offsets": […]}');
    expect(() => parseOffsetFile('{"groups":[null]}', 'app', 'f')).toThrow('it is no {"group": …, "offsets": […]}');
  });

  it.each([
    ['', 'f cannot be used: it holds no offsets'],
    ['orders,0', 'line 1 is not topic,partition,offset'],
    ['TOPIC,PARTITION,OFFSET', 'line 1 is not topic,partition,offset'],
    ['orders,0,5\norders,0,-1', 'line 2 is not topic,partition,offset'],
    ['orders,0,5\norders,0,6', 'f names orders:0 twice'],
    ['other,orders,0,5', 'it is for group "other", not for "app"'],
    ['{', 'f is no JSON'],
    ['{"group":"app"}', 'it is no {"group": …, "offsets": […]}'],
    ['{"group":"other","offsets":[]}', 'it is for group "other", not for "app"'],
    ['{"offsets":[{"topic":"orders","partition":0}]}', 'entry 1 is not {"topic"'],
    ['{"offsets":[null]}', 'entry 1 is not {"topic"'],
  ])('refuses %j', (text, message) => {
    expect(() => parseOffsetFile(text, 'app', 'f')).toThrow(message);
  });
});
