import { describe, expect, it } from 'vitest';
import { checkBrokersLogin, tellOpenConnections } from '../../../../src/domain/scram/revoke-checks.ts';

const told = (values: Readonly<Record<string, string>>) => [{ brokerId: 1, values }];
const untold = [{ brokerId: 1, values: {}, problem: 'this login lacks DescribeConfigs on the cluster' }];

describe('what is said of open connections', () => {
  it('is when they have to log in again, by the longest of all listeners', () => {
    const values = {
      'connections.max.reauth.ms': '0',
      'listener.name.client.scram-sha-512.connections.max.reauth.ms': '3600000',
    };
    const { sentence } = tellOpenConnections('app', told(values), true);
    expect(sentence).toContain('until they have to log in again, after 1 h at most');
    expect(sentence).toContain('the denials refuse what they ask');
  });

  it('is that only a restart ends them where nothing makes them log in again', () => {
    const { sentence } = tellOpenConnections('app', told({ 'connections.max.reauth.ms': '0' }), false);
    expect(sentence).toContain('a rolling restart ends them; nothing refuses what they ask');
  });

  it('is what is not known where the settings may not be read', () => {
    expect(tellOpenConnections('app', untold, true).sentence).toContain('which this login may not read');
  });
});

describe('whether brokers log in to each other by SCRAM', () => {
  it('warns where they do, since as whom they do not tell', () => {
    const checks = checkBrokersLogin('app', told({ 'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512' }));
    expect(checks).toMatchObject([{ level: 'warn' }]);
  });

  it('passes where they do not', () => {
    const checks = checkBrokersLogin('app', told({ 'sasl.mechanism.inter.broker.protocol': 'GSSAPI' }));
    expect(checks).toMatchObject([{ level: 'pass' }]);
  });

  it('warns where they do not tell', () => {
    expect(checkBrokersLogin('app', untold)[0]?.sentence).toContain('lacks DescribeConfigs');
  });
});
