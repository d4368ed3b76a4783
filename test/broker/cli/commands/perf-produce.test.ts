import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import type { PerfPlan } from '../../../../src/domain/perf/perf-plan.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import {
  finalLine,
  flagsFor,
  lenient,
  makePerfScene,
  onlyResult,
  short,
  topicsAndGroups,
  withTopic,
} from './perf-scene.ts';

let cluster: LocalCluster;
let scene: Awaited<ReturnType<typeof makePerfScene>>;
let connection: string[];
beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await makePerfScene();
  connection = flagsFor(cluster, true);
});
afterAll(() => scene.remove());

describe('perf produce', () => {
  it('tells the bytes and the checks, and writes nothing, until it is told to', async () => {
    const { stdout, exitCode } = await scene.run(['produce', ...connection, ...short, '--json']);
    const plan = JSON.parse(stdout) as PerfPlan;
    expect(plan).toMatchObject({
      kind: 'perf-plan',
      bytes: 1_250_000,
      bytesWithCopies: 3_750_000,
      topic: { isOwn: true },
    });
    expect(plan.checks.map(({ name }) => name)).toContain('disks-have-room');
    expect(exitCode).toBe(0);
    expect((await topicsAndGroups(cluster)).topics).not.toContain(plan.topic.name);
  });

  it('writes, reads every record back, ends with the official line, and leaves neither topic nor group', async () => {
    const { report, result } = onlyResult(
      await scene.run([
        'produce',
        ...connection,
        ...short,
        ...lenient,
        '--apply',
        '--yes',
        '--json',
        '--consumers',
        '2',
        '--keys',
        '50',
        '--key-skew',
        '1',
        '--record-size',
        '100B..300B',
        '--compression',
        'zstd',
      ]),
    );
    expect(result.acknowledgedRecords).toBe(1_000);
    expect(result.readBack).toMatchObject({ read: 1_250, lost: 0, duplicates: 0, outOfOrder: 0, problems: [] });
    expect(result.consumers!.count).toBe(2);
    expect(result.consumers!.bytes).toBeGreaterThan(0);
    expect(result.officialLine).toMatch(finalLine);
    expect(report.cleanUp.kind).toBe('removed');
    const after = await topicsAndGroups(cluster);
    expect(after.topics).not.toContain(report.topic.name);
    // Other tests make groups of theirs meanwhile; that there is none at all is tried on a cluster of its own.
    expect(after.groups.filter(group => group.includes('perf'))).toEqual([]);
  });

  it('finds the rate that is too much, and says the last one that was not', async () => {
    const args = ['--ramp', '200/s..400/s', '--ramp-steps', '3', '--duration', '1s', '--warm-up', '0s', '--force'];
    const { stdout, exitCode } = await scene.run([
      'produce',
      ...connection,
      ...args,
      '--slo',
      'achieved=1%',
      '--apply',
      '--yes',
      '--json',
    ]);
    const report = JSON.parse(stdout) as { kneeRecordsPerSecond: number; results: unknown[] };
    expect(report.results).toHaveLength(3);
    expect(report.kneeRecordsPerSecond).toBe(400);
    expect(exitCode).toBe(0);
  });

  it('ends with 6 and says which goal was not reached', async () => {
    const { stdout, exitCode } = await scene.run([
      'produce',
      ...connection,
      ...short,
      '--slo',
      'max=1ms',
      '--slo',
      'achieved=1%',
      '--apply',
      '--yes',
    ]);
    expect(stdout).toMatch(/failed: max is [\d.]+ ms, more than 1 ms/);
    expect(exitCode).toBe(6);
  });

  it('refuses a topic that looks like production, and one that is there without being told', async () => {
    const production = await scene.run([
      'produce',
      ...connection,
      '--topic',
      'orders-prod',
      '--records',
      '10',
      '--apply',
      '--yes',
    ]);
    expect(production.stdout).toMatch(/looks like production/);
    expect(production.exitCode).toBe(3);
    const topic = `perf-there-${randomUUID()}`;
    await withTopic(cluster, topic, async () => {
      const { stdout, exitCode } = await scene.run([
        'produce',
        ...connection,
        '--topic',
        topic,
        '--records',
        '10',
        '--force',
        '--apply',
        '--yes',
      ]);
      expect(stdout).toMatch(/is there already/);
      expect(exitCode).toBe(3);
    });
  });
});
