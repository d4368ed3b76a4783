import { expect, test } from 'vitest';
import { describeShape, isSameShape, resolveShape } from '../../../../src/domain/local/cluster-shape.ts';

test('makes one plaintext KRaft broker of the newest release when nothing is asked for', () => {
  expect(resolveShape({})).toEqual({ kafkaVersion: '4.3.1', mode: 'KRaft', brokerCount: 1, security: 'plaintext' });
});

test.each([
  ['4', '4.3.1'],
  ['4.x', '4.3.1'],
  ['4.3', '4.3.1'],
  ['4.3.1', '4.3.1'],
  ['3.9', '3.9.2'],
  ['3.9.2', '3.9.2'],
])('takes version %s for %s', (asked, version) => {
  expect(resolveShape({ kafkaVersion: asked }).kafkaVersion).toBe(version);
});

test.each([
  [{ kafkaVersion: '5' }, 'kafka version "5" is not one of 4.3.1, 3.9.2, 2.8.2; name one of them'],
  [{ mode: 'ZooKeeper' as const }, 'kafka 4.3.1 has no ZooKeeper mode; leave --zookeeper away or ask for --kafka 3.9'],
  [{ kafkaVersion: '2.8' }, 'kafka 2.8.2 has no KRaft mode; add --zookeeper or ask for --kafka 3.9'],
  [{ brokers: 2 }, '2 brokers were asked for; a local cluster has 1 or 3'],
  [{ security: 'mtls' }, 'security "mtls" is not known; ask for plaintext or scram'],
  [
    { kafkaVersion: '3.9', mode: 'ZooKeeper' as const, security: 'scram' },
    'security scram is not offered in ZooKeeper mode; leave --zookeeper away or ask for --security plaintext',
  ],
])('refuses %j', (request, message) => {
  expect(() => resolveShape(request)).toThrow(expect.objectContaining({ name: 'InputInvalid', message }) as Error);
});

test('tells shapes apart by each of their parts', () => {
  const shape = resolveShape({ kafkaVersion: '3.9', brokers: 3 });
  expect(describeShape(shape)).toBe('3 plaintext brokers of Kafka 3.9.2 in KRaft mode');
  expect(isSameShape(shape, resolveShape({ kafkaVersion: '3.9.2', brokers: 3 }))).toBe(true);
  expect(isSameShape(shape, resolveShape({ kafkaVersion: '3.9', brokers: 1 }))).toBe(false);
  expect(isSameShape(shape, resolveShape({ kafkaVersion: '3.9', brokers: 3, security: 'scram' }))).toBe(false);
  expect(isSameShape(shape, resolveShape({ kafkaVersion: '3.9', brokers: 3, mode: 'ZooKeeper' }))).toBe(false);
});
