import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createLocalSecret } from '../../../src/adapters/local/secrets/local-secrets.ts';
import { rotationTagsOf } from '../../../src/domain/scram/rotation-tags.ts';
import { parsePointerValue, pointerValueOf } from '../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { openScramScene, type ScramScene } from '../adapters/kafka/scram/scram-scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { runSteward } from './run-process.ts';

const base = `orders-${randomUUID().slice(0, 8)}`;
const marker = `Marker+${randomUUID()}=,/`;
/** Where a password may be: the secret itself, and the profile that clients log in with. */
const secretFiles = [`${base}.json`, `${base}.properties`];

let cluster: LocalCluster;
let scene: ScramScene;
let directory: string;
/** All texts that a password must not be in, by where they are from. */
const told = new Map<string, string>();

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = openScramScene(cluster.connectionFor());
  directory = await mkdtemp(join(tmpdir(), 'passwords-'));
  const login = scene.newLogin({ username: `${base}-a`, password: new Secret(marker) });
  scene.newLogin({ username: `${base}-b` });
  await scene.create(login);
  const tags = rotationTagsOf({ base, strategy: 'alternating', slots: [] });
  const value = pointerValueOf({ ...login, bootstrapServers: cluster.bootstrapServers });
  await createLocalSecret({ directory: join(directory, 'secrets'), nowMs: Date.now }, { name: base, tags, value });
});
afterAll(async () => {
  await scene.close();
  await rm(directory, { recursive: true });
});

async function steward(...args: readonly string[]) {
  const there = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const env = { KAFKA_STEWARD_RUNS: join(directory, 'runs'), USER: 'tester' };
  const watching = new AbortController();
  const watched = watchProcesses(watching.signal);
  const result = await runSteward([...args, ...(args[0] === 'runs' ? [] : there)], { cwd: directory, env });
  watching.abort();
  const where = args.join(' ');
  told.set(`stdout of ${where}`, result.stdout);
  told.set(`stderr of ${where}`, result.stderr);
  told.set(`processes during ${where}`, (await watched).join('\n'));
  return result;
}

/** The command lines of all processes on this machine, until it is enough. */
async function watchProcesses(enough: AbortSignal): Promise<readonly string[]> {
  const seen = new Set<string>();
  while (!enough.aborted) {
    const { stdout } = await promisify(execFile)('ps', ['-eww', '-o', 'args=']);
    for (const line of stdout.split('\n')) seen.add(line);
  }
  return [...seen];
}

async function readFiles(root: string, isMeant: (name: string) => boolean): Promise<void> {
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of files.filter(file => file.isFile() && isMeant(file.name))) {
    told.set(join(parentPath, name), await readFile(join(parentPath, name), 'latin1'));
  }
}

const rotate = ['scram', 'rotate', '--user', base, '--secrets', 'secrets', '--apply', '--yes'];
const runIdIn = ({ stdout }: { readonly stdout: string }) => (JSON.parse(stdout) as { readonly runId: string }).runId;

/** Everything that works with passwords, and a refusal. */
async function rotateAndRevoke(): Promise<readonly (number | null)[]> {
  const rotated = await steward(...rotate, '--json');
  const again = await steward(...rotate);
  const verified = await steward('scram', 'verify', '--user', base, '--secrets', 'secrets', '--json');
  const status = await steward('scram', 'status', '--secrets', 'secrets', '--json');
  const revoke = ['scram', 'revoke', '--user', `${base}-a`, '--secrets', 'secrets', '--apply', '--yes', '--json'];
  const revoked = await steward(...revoke);
  const refused = await steward(...rotate, '--debug');
  const restored = await steward('scram', 'undo', runIdIn(revoked), '--apply', '--yes');
  const last = await steward(...rotate, '--json');
  const undone = await steward('scram', 'undo', runIdIn(last), '--apply', '--yes');
  const shown = await steward('runs', 'show', runIdIn(rotated), '--json');
  return [rotated, again, verified, status, revoked, refused, restored, last, undone, shown].map(
    ({ exitCode }) => exitCode,
  );
}

async function passwords(): Promise<readonly string[]> {
  const text = await readFile(join(directory, 'secrets', `${base}.json`), 'utf8');
  const { versions } = JSON.parse(text) as { readonly versions: readonly { readonly value: string }[] };
  const values = versions.map(({ value }) => parsePointerValue(new Secret(value)));
  return values.flatMap(parsed => (parsed.kind === 'parsed' ? [parsed.value.password.reveal()] : []));
}

/** A password as it would be in a text, a JSON document, a URL, a dump. */
function formsOf(password: string): readonly string[] {
  const bytes = Buffer.from(password);
  const encoded = (['base64', 'base64url', 'hex'] as const).map(encoding =>
    bytes.toString(encoding).replace(/=+$/, ''),
  );
  return [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password), ...encoded];
}

it('leaves passwords in secrets, and nowhere else', { timeout: 120_000 }, async () => {
  const exitCodes = await rotateAndRevoke();
  expect(
    exitCodes,
    [...told]
      .map(([where, text]) => `${where}: ${text}`)
      .slice(0, 30)
      .join('\n'),
  ).toEqual([0, 0, 0, 0, 0, 3, 0, 0, 0, 0]);
  await readFiles(directory, name => !secretFiles.includes(name));
  await readFiles(cluster.directory.path, name => name === 'node.log');
  expect((await readdir(join(directory, 'secrets'))).toSorted()).toEqual(secretFiles);
  const all = await passwords();
  expect(all).toContain(marker);
  expect(new Set(all).size).toBe(4);
  const forms = all.flatMap(formsOf);
  const found = [...told].filter(([, text]) => forms.some(form => text.includes(form))).map(([where]) => where);
  expect(found).toEqual([]);
  const searched = [...told].map(([where, text]) => `${where} ${text}`);
  for (const part of [/node\.log/, /\/runs\//, /^processes during .*kafka-steward\.ts scram rotate/s]) {
    expect(searched.some(text => part.test(text))).toBe(true);
  }
});
