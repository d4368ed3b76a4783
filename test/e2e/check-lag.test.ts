import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckLagRequest, CheckLagResult } from '../../lambdas/check-lag/contract.ts';
import type { Invocation } from '../aws/local-lambda.ts';
import { clusterArn, type Scene, startStage } from './lag-check-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
const messages: string[] = [];

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const minute = (number: number): CheckLagRequest => ({
  scheduledTime: new Date(Date.UTC(2026, 0, 1, 10, number)).toISOString(),
  executionId: randomUUID(),
});

const recorded = (invocation: Invocation): Extract<CheckLagResult, { kind: 'recorded' }> => {
  expect(invocation).toMatchObject({ kind: 'returned', value: { kind: 'recorded' } });
  return (invocation as { value: Extract<CheckLagResult, { kind: 'recorded' }> }).value;
};

/** The standstill of one second has to pass between the two samples of a verdict. */
const letStandstillPass = () => sleep(1100);

const take = async ({ inbox }: Scene): Promise<readonly Record<string, unknown>[]> => {
  const taken = await inbox.take();
  messages.push(...taken);
  return taken.map(body => JSON.parse((JSON.parse(body) as { Message: string }).Message) as Record<string, unknown>);
};

const readable = (stored: Uint8Array): string => {
  const isZstd = stored[0] === 0x28 && stored[1] === 0xb5;
  return (isZstd ? zstdDecompressSync(stored) : Buffer.from(stored)).toString('latin1');
};

describe('the lag check function', () => {
  it('begins a window, then tells once of a group that stopped, however often a minute is delivered', async () => {
    const scene = await stage.makeScene();
    const lambda = await stage.start(scene);
    const first = recorded(await lambda.invoke(minute(0)));
    expect(first).toMatchObject({ samples: 1, totals: { groups: 2, lagRecords: 83, unreadable: 0 }, notes: [] });
    expect(await take(scene)).toEqual([]);

    await letStandstillPass();
    const second = recorded(await lambda.invoke(minute(1)));
    expect(second).toMatchObject({ samples: 2, openIncidents: 1, noticesDelivered: 1 });
    expect(second.worstGroups).toMatchObject([{ group: 'stuck', verdict: 'STOPPED', lagRecords: 83 }]);
    expect(await take(scene)).toMatchObject([
      { transition: 'opened', group: 'stuck', verdict: 'STOPPED', lagRecords: 83, cluster: 'shop' },
    ]);

    const again = await lambda.invoke(minute(1));
    expect(again).toMatchObject({ kind: 'returned', value: { kind: 'duplicate' } });
    expect(await take(scene)).toEqual([]);
    expect(lambda.log()).toContain('"Namespace":"KafkaSteward"');
  });

  it('tells once when two functions run the same minute at once', async () => {
    const scene = await stage.makeScene();
    const [one, other] = [await stage.start(scene), await stage.start(scene)];
    recorded(await one.invoke(minute(0)));
    await letStandstillPass();
    const both = await Promise.all([one.invoke(minute(1)), other.invoke(minute(1))]);
    const kinds = both.map(outcome => (outcome.kind === 'returned' ? (outcome.value as CheckLagResult).kind : outcome));
    expect(kinds.toSorted()).toEqual(['duplicate', 'recorded']);
    expect(await take(scene)).toHaveLength(1);
    expect(recorded(await other.invoke(minute(2)))).toMatchObject({ samples: 3, noticesDelivered: 0 });
  });

  it('begins anew over a window that is corrupt, and says so', async () => {
    const scene = await stage.makeScene();
    const lambda = await stage.start(scene);
    recorded(await lambda.invoke(minute(0)));
    await stage.s3.send(new PutObjectCommand({ Bucket: stage.bucket, Key: scene.key, Body: 'rubbish' }));
    const after = recorded(await lambda.invoke(minute(1)));
    expect(after.samples).toBe(1);
    expect(after.notes).toHaveLength(1);
    expect(recorded(await lambda.invoke(minute(2)))).toMatchObject({ samples: 2, notes: [] });
  });

  it('reads only the groups it was told to', async () => {
    const lambda = await stage.start(
      await stage.makeScene({ INCLUDED_GROUPS: '["*fast", "st*"]', EXCLUDED_GROUPS: '["stuck"]' }),
    );
    expect(recorded(await lambda.invoke(minute(0)))).toMatchObject({ totals: { groups: 1, lagRecords: 0 } });
  });

  it('fails with AuthenticationFailed, and does not repeat the password, when the secret is out of date', async () => {
    const wrong = await stage.storeSecret({ username: 'watcher', password: 'yesterdays-password' });
    const lambda = await stage.start(await stage.makeScene({ LOGIN: `scram:${wrong}` }));
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'AuthenticationFailed' });
    expect(lambda.log()).not.toContain('yesterdays-password');
  });

  it('fails with BrokerUnreachable when no broker answers', async () => {
    const lambda = await stage.start(
      await stage.makeScene({ CLUSTER_ARN: undefined, BOOTSTRAP_SERVERS: '127.0.0.1:1' }),
    );
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'BrokerUnreachable' });
  });

  it('logs in with a token of its own role, which a broker without IAM refuses', async () => {
    const lambda = await stage.start(await stage.makeScene({ LOGIN: 'iam' }));
    const failed = await lambda.invoke(minute(0));
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'AuthenticationFailed' });
    expect(failed).toMatchObject({ errorMessage: expect.stringContaining('OAUTHBEARER') as string });
  });

  it('ends with RequestTimedOut, before Lambda stops the process, when a broker says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    const scene = await stage.makeScene({
      CLUSTER_ARN: undefined,
      BOOTSTRAP_SERVERS: `127.0.0.1:${port}`,
      LOGIN: 'none',
    });
    const lambda = await stage.start(scene);
    expect(await lambda.invoke(minute(0), 3000)).toMatchObject({ kind: 'failed', errorType: 'RequestTimedOut' });
    silent.close();
  });

  it('fails with AwsRefused when MSK does not know the cluster', async () => {
    const lambda = await stage.start(await stage.makeScene({ CLUSTER_ARN: clusterArn.replace('shop', 'gone') }));
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'AwsRefused' });
  });

  it('fails at cold start with everything that is wrong with its environment', async () => {
    const scene = await stage.makeScene({ TOPIC_ARN: '', MINIMUM_SAMPLES: 'two' });
    const failed = await (await stage.start(scene)).invoke(minute(0));
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'ConfigurationInvalid' });
    expect(failed).toMatchObject({ errorMessage: expect.stringMatching(/TOPIC_ARN.*MINIMUM_SAMPLES/) as string });
  });

  it('fails with InputInvalid for an event that is not the one of the schedule', async () => {
    const lambda = await stage.start(await stage.makeScene());
    expect(await lambda.invoke({})).toMatchObject({ kind: 'failed', errorType: 'InputInvalid' });
  });

  it('keeps the password out of its log, its window and its messages', async () => {
    const scene = await stage.makeScene();
    const lambda = await stage.start(scene);
    await lambda.invoke(minute(0));
    await letStandstillPass();
    await lambda.invoke(minute(1));
    await take(scene);
    const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: stage.bucket }));
    const objects = await Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: stage.bucket, Key }));
        return readable((await Body?.transformToByteArray()) ?? new Uint8Array());
      }),
    );
    const everything = [...stage.lambdas.map(({ log }) => log()), ...messages, ...objects].join('\n');
    // Were a part missing here, its silence would prove nothing.
    for (const part of [lambda.log(), messages.join('\n'), objects.join('\n')]) expect(part).toContain('stuck');
    expect(everything).not.toContain(stage.password);
  });
});
