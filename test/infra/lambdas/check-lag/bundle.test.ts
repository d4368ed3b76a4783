import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../../aws/build-once.ts';

const bundle = join(import.meta.dirname, '../../../../dist/lambdas/check-lag/index.mjs');
const needed = {
  CLUSTER_NAME: 'shop',
  BOOTSTRAP_SERVERS: 'b1:9096',
  LOGIN: 'none',
  WINDOW_BUCKET: 'windows',
  WINDOW_KEY: 'lag-windows/shop',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:alarms',
};

const importIn = (env: Record<string, string>) =>
  promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', `console.log(typeof (await import(${JSON.stringify(bundle)})).handler)`],
    { env },
  );

describe('the bundle of the lag check', () => {
  beforeAll(build, 60_000);

  it('stays under 600 KB', () => {
    expect(statSync(bundle).size).toBeLessThan(600_000);
  });

  it('is a handler in a process that has nothing but its environment', async () => {
    expect(await importIn(needed)).toEqual({ stdout: 'function\n', stderr: '' });
  });

  it('fails to load, and names what is missing, without it', async () => {
    await expect(importIn({})).rejects.toThrow(/ConfigurationInvalid.*CLUSTER_NAME.*TOPIC_ARN/s);
  });
});
