import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from './end-with-us.ts';
import { pythonTools } from './python-tools.ts';

export interface EmulatedAws {
  readonly endpoint: string;
  /** For an SDK client of the test itself. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const emulatedRegion = 'eu-west-1';

/** MiniStack on a free port of 127.0.0.1, with nothing stored; `settings` are its own. What it plays differently from AWS is in test/aws/README.md. */
export const startEmulatedAws = async (settings: Readonly<Record<string, string>> = {}): Promise<EmulatedAws> => {
  const tools = await pythonTools();
  const port = await freePort();
  // It unpacks functions there, and leaves them.
  const temporary = await mkdtemp(join(tmpdir(), 'kafka-steward-aws-'));
  let log = '';
  const server = spawn('python3', ['-m', 'ministack'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PYTHONPATH: tools,
      PYTHONUNBUFFERED: '1',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: emulatedRegion,
      LOG_LEVEL: 'WARNING',
      TMPDIR: temporary,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout, server.stderr]) stream.on('data', chunk => (log += String(chunk)));
  const kill = endWithUs(server);
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.kill('SIGTERM')) await Promise.race([once(server, 'exit'), sleep(3000)]);
    kill();
    await rm(temporary, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  await waitUntilReady(
    `${endpoint}/_ministack/health`,
    () => server.exitCode !== null,
    () => log,
  );
  return { endpoint, clientConfig: { endpoint, region: emulatedRegion, credentials }, log: () => log, stop };
};

const waitUntilReady = async (url: string, isGone: () => boolean, log: () => string): Promise<void> => {
  for (let tries = 0; tries < 300 && !isGone(); tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`MiniStack did not start: ${log().trim().split('\n').at(-1) ?? 'it said nothing'}`);
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
