import { expect, test } from 'vitest';
import type { NodeCondition } from '../../../../src/domain/local/local-status.ts';
import { assessCluster, assessNode } from '../../../../src/domain/local/local-status.ts';

test.each<[boolean, boolean, boolean, NodeCondition]>([
  [true, true, true, 'running'],
  [false, true, true, 'running'],
  [true, true, false, 'starting'],
  [true, false, false, 'broken'],
  [false, false, false, 'stopped'],
])('with started %s, alive %s, listening %s a node is %4$s', (wasStarted, isAlive, isListening, condition) => {
  expect(assessNode({ wasStarted, isAlive, isListening })).toBe(condition);
});

test.each<[NodeCondition[], string]>([
  [['running', 'running', 'running'], 'running'],
  [['running', 'starting', 'running'], 'starting'],
  [['stopped', 'stopped', 'stopped'], 'stopped'],
  [['running', 'stopped', 'running'], 'degraded'],
  [['starting', 'stopped'], 'degraded'],
  [['broken', 'running', 'running'], 'degraded'],
  [['broken'], 'degraded'],
  [['broken', 'stopped'], 'degraded'],
])('nodes %j make a cluster that is %s', (nodes, condition) => {
  expect(assessCluster(nodes)).toBe(condition);
});
