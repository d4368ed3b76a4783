import { describe, expect, it } from 'vitest';
import { inMemoryAcls } from '../../../contracts/fakes/in-memory-acls.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

const world = worldWith({
  readTarget: async () => ({ clusterId: 'cluster-1', principal: 'User:admin' }),
  credentials: {
    describe: async () => [{ kind: 'stored', user: 'or\u001bders', mechanism: 'SCRAM-SHA-512', iterations: 4_096 }],
    alter: () => Promise.reject(new Error('reads only')),
  },
  acls: inMemoryAcls(),
  listGroups: async () => ({ groups: [], gaps: [{ what: 'broker 2', errorCode: -1, sentence: 'it does not answer' }] }),
  describeGroups: async () => [],
});

describe('scram status', () => {
  it('shows users, what is bad, and what could not be looked at', async () => {
    const { exitCode, stdout } = await runCli(['scram', 'status', '-b', 'broker:9092'], world);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/or\\u\{1b\}ders +SCRAM-SHA-512 +4,096 +\? +0/);
    expect(stdout).toContain('bad: SCRAM-SHA-512 with 4,096 iterations');
    expect(stdout).toContain('broker 2: it does not answer');
    expect(stdout).toContain('1 user of cluster cluster-1, 1 bad');
  });

  it('ends with 6 where something is bad and that was asked for', async () => {
    const flags = ['scram', 'status', '-b', 'broker:9092', '--fail-on', 'bad', '--json'];
    const { exitCode, stdout } = await runCli(flags, world);
    expect(exitCode).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({ users: [{ findings: [{ name: 'iterations-are-few' }] }] });
  });

  it('refuses a directory without logs', async () => {
    const { realWorld } = await import('../../../../cli/real-world.ts');
    const { openBrokerLogs } = realWorld;
    const flags = ['scram', 'status', '-b', 'broker:9092', '--broker-logs', 'nowhere'];
    const { exitCode, stderr } = await runCli(flags, { ...world, openBrokerLogs }, fakeShell());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('/nowhere/nowhere cannot be read: ENOENT; name the log directory of a broker');
  });
});
