import { describe, expect, it } from 'vitest';
import { renderLocalStatus } from '../../../../cli/render/local.ts';
import type { LocalStatus } from '../../../../src/domain/local/local-status.ts';

const page = { columns: undefined, hasColour: false };
const running: LocalStatus = {
  kafkaVersion: '4.3.1',
  mode: 'KRaft',
  brokerCount: 1,
  security: 'scram',
  condition: 'running',
  directory: '/k',
  clusterId: 'c',
  bootstrapServers: '127.0.0.1:9092',
  clientPropertiesPath: '/k/client.properties',
  librdkafkaPropertiesPath: '/k/librdkafka.properties',
  jarsPath: '/jars',
  nodes: [{ name: 'broker-1', condition: 'running', address: '127.0.0.1:9092', pid: 7, logPath: '/k/node.log' }],
};

describe('the status of the local cluster', () => {
  it('says how to check it, wherever its directory is', () => {
    expect(renderLocalStatus(running, page)).toContain(
      'kafka-steward lag check --command-config /k/client.properties\n',
    );
  });

  it('says how to start what is missing, and not how to reach it', () => {
    const text = renderLocalStatus({ ...running, condition: 'degraded' }, page);
    expect(text).toContain('start what is missing by kafka-steward local up');
    expect(text).not.toContain('--command-config');
  });
});
