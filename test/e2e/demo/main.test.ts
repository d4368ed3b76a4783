import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const entry = resolve(import.meta.dirname, '../../../demo/main.ts');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kafka-steward-demo-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function play(env: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME, TMPDIR } = process.env;
  const demo = spawn(process.execPath, [entry], { cwd: directory, env: { PATH, HOME, TMPDIR, ...env } });
  const told = { stdout: '', stderr: '' };
  demo.stdout.setEncoding('utf8').on('data', (text: string) => (told.stdout += text));
  demo.stderr.setEncoding('utf8').on('data', (text: string) => (told.stderr += text));
  const [exitCode] = (await once(demo, 'close')) as [number | null];
  return { exitCode, ...told };
}

test('shows who hangs and who falls behind, puts it right, rotates users, prices what they write, and leaves a report and nothing that runs', async () => {
  const { exitCode, stdout, stderr } = await play();
  expect(stderr).toContain('nothing is left running');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^STALLED +billing +classic/m);
  expect(stdout).toMatch(/^WARN +analytics +classic/m);
  expect(stdout).toMatch(/^[A-Z]+ +audit +consumer/m);
  expect(stdout.match(/done: every partition is where the plan wants it/g)).toHaveLength(3);
  expect(stdout.match(/done: clients read the new login, and every broker accepts it/g)).toHaveLength(2);
  expect(stdout).toMatch(/^BROKER +ADDRESS +order-service-b \(AWSCURRENT\) +order-service-a \(AWSPREVIOUS\)/m);
  expect(stdout).toMatch(/may be used in group "audit", .*: console-consumer at/);
  expect(stderr).toMatch(/[1-9]\d* new connections meanwhile, none refused/);
  expect(stderr).toMatch(/[1-9]\d* orders sent meanwhile, none failed, and all of them shipped/);
  expect(stderr).toMatch(/[1-9][\d.]* kB\/s written, read \d+\.\d times, kept for 7d, in 8 partitions/);
  expect(stdout).toMatch(/^MSK Standard +[\d,]+\.\d\d .* kafka\./m);
  expect(stdout).toMatch(/^Kafka on EC2 +[\d,]+\.\d\d/m);
  expect(await readFile(join(directory, '.kafka-steward', 'workload.yaml'), 'utf8')).toMatch(/^region: us-east-1$/m);
  expect(await readFile(join(directory, '.kafka-steward', 'kafka-cost.html'), 'utf8')).toContain('<html');
  expect(await readFile(join(directory, '.kafka-steward', 'lag-report.html'), 'utf8')).toContain('billing');
});

test('checks the cluster it is given, and says in one line why it cannot', async () => {
  const { exitCode, stdout, stderr } = await play({ KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1' });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^error: broker 127\.0\.0\.1:1 refuses connections: .*\n$/);
});
