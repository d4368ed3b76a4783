import { describe, expect, it } from 'vitest';
import { capabilities } from '../../../../../src/adapters/kafka/cluster/capabilities.ts';
import { metadataMode, versionEstimate } from '../../../../../src/adapters/kafka/cluster/version-estimate.ts';
import type { BrokerConnection } from '../../../../../src/adapters/kafka/connection/broker-connection.ts';
import { highestCommonVersion } from '../../../../../src/adapters/kafka/connection/choose-version.ts';

/** A broker that offers these APIs, by key, up to these versions. */
function brokerWith(versions: Readonly<Record<number, number>>, features: readonly string[] = []): BrokerConnection {
  const offered = Object.entries(versions).map(([key, max]) => [Number(key), { min: 0, max }] as const);
  const offer = {
    versions: new Map(offered),
    finalizedFeatures: features.map(name => ({ name, level: 1 })),
  };
  const broker: Pick<BrokerConnection, 'offer' | 'versionOf'> = {
    offer,
    versionOf: api => highestCommonVersion(api, offer),
  };
  return broker as BrokerConnection;
}

const newest = { 1: 17, 9: 10, 16: 5, 55: 2, 60: 2, 69: 1, 77: 1, 89: 0, 90: 1 };

describe('what a broker allows', () => {
  const unsupported = (broker: BrokerConnection) => capabilities(broker).filter(({ supported }) => !supported);

  it('is everything on a new cluster', () => {
    expect(unsupported(brokerWith(newest, ['group.version', 'share.version', 'streams.version']))).toEqual([]);
  });

  it('leaves out the kinds of group that are switched off, although their APIs are offered', () => {
    expect(unsupported(brokerWith(newest, ['group.version', 'streams.version'])).map(({ name }) => name)).toEqual([
      'describe share groups (KIP-932)',
      'read the offsets of share groups',
    ]);
  });

  it('has a reason for everything an old broker cannot do', () => {
    const missing = unsupported(brokerWith({ 9: 7, 16: 4 }));
    expect(missing).toHaveLength(6);
    for (const { reason } of missing) expect(reason).toMatch(/\w/);
  });
});

describe('the version of a cluster', () => {
  it.each([
    ['4.1 or later', newest],
    ['3.8 or later', { 1: 17, 9: 9, 16: 5, 69: 0 }],
    ['3.0 or later', { 9: 8, 16: 4, 60: 0 }],
    ['2.8 or later', { 9: 7, 16: 4, 60: 0 }],
    ['before 2.6', { 9: 6, 16: 3 }],
  ])('is %s by what its brokers offer', (estimate, versions) => {
    expect(versionEstimate([brokerWith(versions)])).toBe(estimate);
  });

  it('is mixed during a rolling upgrade', () => {
    expect(versionEstimate([brokerWith(newest), brokerWith({ 9: 8 }), brokerWith(newest)])).toBe(
      'mixed: 3.0 or later, 4.1 or later',
    );
  });

  it('is unknown where no broker was reached', () => {
    expect(versionEstimate([])).toBe('unknown');
    expect(metadataMode([])).toBeUndefined();
  });

  it('tells KRaft from ZooKeeper by the requests that only one of them has', () => {
    expect(metadataMode([brokerWith({ 55: 1 })])).toBe('KRaft');
    expect(metadataMode([brokerWith({ 4: 7 })])).toBe('ZooKeeper');
    expect(metadataMode([brokerWith({ 9: 8 })])).toBeUndefined();
  });
});
