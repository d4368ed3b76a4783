import { expect, test } from 'vitest';
import type { LocalState } from '../../../../src/domain/local/local-state.ts';
import { parseState, renderState, withProcess } from '../../../../src/domain/local/local-state.ts';

const state: LocalState = {
  formatVersion: 1,
  launchId: '00112233445566778899',
  clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
  shape: { kafkaVersion: '4.3.1', mode: 'KRaft', brokerCount: 1, security: 'plaintext' },
  heapMegabytes: 256,
  java: { command: 'java', jars: '/jars' },
  nodes: [
    { kind: 'broker', name: 'broker-1', brokerId: 1, rack: 'rack-1', clientPort: 20_000, controllerPort: 20_001 },
  ],
  processes: [{ nodeName: 'broker-1', pid: 100, startMark: '4711' }],
};

test('reads back what it wrote', () => {
  expect(parseState(renderState(state), '/state.json')).toEqual(state);
});

test.each(['', '{', 'null', '[]', '{"formatVersion":2}', renderState(state).slice(0, -40), '{"formatVersion":1}'])(
  'refuses %j as a state, and says what to do',
  text => {
    expect(() => parseState(text, '/state.json')).toThrow(
      '/state.json does not read as the state of a local cluster; remove the cluster with local down --purge',
    );
  },
);

test('knows one process a node, the latest', () => {
  const next = { nodeName: 'broker-1', pid: 101, startMark: '4712' };
  expect(withProcess(state, 'broker-1', next).processes).toEqual([next]);
  expect(withProcess(state, 'broker-2', { ...next, nodeName: 'broker-2' }).processes).toHaveLength(2);
});

test('forgets the process of a node that was stopped on purpose', () => {
  expect(withProcess(state, 'broker-1').processes).toEqual([]);
});
