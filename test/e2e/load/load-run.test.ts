import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { PerfReport } from '../../../src/domain/perf/perf-report.ts';
import { type EndedRun, type LoadStage, startLoadStage } from './load-stage.ts';

let stage: LoadStage;
beforeAll(async () => {
  stage = await startLoadStage();
});
afterAll(() => stage.stop());

const keysOf = async ({ name }: EndedRun): Promise<readonly string[]> => {
  const Prefix = `runs/${name}/`;
  const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket, Prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(Prefix.length)).toSorted();
};

const textOf = async ({ name }: EndedRun, key: string): Promise<string> => {
  const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: stage.bucket, Key: `runs/${name}/${key}` }));
  return (await Body?.transformToString()) ?? '';
};

describe('a load that is sent by an instance', () => {
  it('goes to each cluster in turn, leaves reports and their comparison, and the instance ends', async () => {
    const run = await stage.run({ rate: '200/s', duration: '3s', warmUp: '1s', partitions: 2, slo: ['achieved=50%'] });
    const instance = await vi.waitUntil(() => stage.instances.ended.find(each => each.run === run.name), 10_000);
    expect(run.status, `${run.cause ?? ''}\n${instance.stdout}\n${instance.stderr}`).toBe('SUCCEEDED');
    expect(await keysOf(run)).toEqual([
      'reports/1-open.json',
      'reports/1-open.log',
      'reports/2-secured.json',
      'reports/2-secured.log',
      'reports/comparison.html',
      'reports/comparison.txt',
      'status.json',
    ]);
    for (const key of ['reports/1-open.json', 'reports/2-secured.json']) {
      const { results, cleanUp } = JSON.parse(await textOf(run, key)) as PerfReport;
      expect(results).toMatchObject([{ verdict: { kind: 'passed' }, readBack: { lost: 0, duplicates: 0 } }]);
      expect(cleanUp.kind).toBe('removed');
    }
    expect(JSON.parse(await textOf(run, 'status.json'))).toMatchObject({
      exitCode: 0,
      targets: [
        { name: '1-open', exitCode: 0 },
        { name: '2-secured', exitCode: 0 },
      ],
    });
    expect(JSON.parse(run.output ?? '')).toMatchObject({
      exitCode: 0,
      reports: `s3://${stage.bucket}/runs/${run.name}/reports/`,
    });
    const comparison = await textOf(run, 'reports/comparison.html');
    expect(comparison).toContain('secured');
    expect(await stage.instances.stateOf(instance.instanceId)).toMatch(/terminated|shutting-down/);
    const everything = [instance.userData, instance.stdout, instance.stderr, run.output, comparison];
    for (const key of await keysOf(run)) everything.push(await textOf(run, key));
    expect(everything.join('\n')).not.toContain(stage.password);
  });

  it('that nobody could read is refused with the words of the command line, and nothing was made', async () => {
    const run = await stage.run({ rate: 'fast' });
    expect(run).toMatchObject({ status: 'FAILED', error: 'LoadNotPassed' });
    expect(await textOf(run, 'reports/1-open.log')).toContain('"fast"');
    const admin = createRecordClient(stage.open.cluster.connectionFor()).admin();
    await admin.connect();
    expect((await admin.listTopics()).filter(topic => topic.startsWith('kafka-steward-perf'))).toEqual([]);
    await admin.disconnect();
  });

  it('whose instance says nothing is over when its time is, and the instance is ended', async () => {
    stage.instances.isRunning = false;
    onTestFinished(() => {
      stage.instances.isRunning = true;
    });
    const before = await stage.instances.ids();
    const run = await stage.run({ rate: '10/s', duration: '1s' });
    expect(run).toMatchObject({ status: 'FAILED', error: 'LoadTimedOut' });
    expect(run.cause).toContain(`runs/${run.name}/reports/`);
    const [instanceId = ''] = (await stage.instances.ids()).filter(id => !before.includes(id));
    expect(await stage.instances.stateOf(instanceId)).toMatch(/terminated|shutting-down/);
  });
});
