import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import { type AclBinding, aclText } from '../../../../src/domain/acls/acl-binding.ts';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { Plan } from '../../../../src/domain/change/plan.ts';
import type { ScramRotationStep } from '../../../../src/domain/scram/rotation-step.ts';
import { Secret } from '../../../../src/domain/secret.ts';
import type { LoginMatrix } from '../../../../src/operations/scram-login-matrix.ts';
import { realClock } from '../../adapters/kafka/real-clock.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import { runSteward } from '../run-process.ts';

let cluster: LocalCluster;
let opened: OpenCluster;
let directory: string;
/** All that was printed, to be searched for passwords. */
const printed: string[] = [];

beforeAll(async () => {
  cluster = await sharedCluster();
  opened = await openCluster(cluster.connectionFor(), realClock);
  directory = await mkdtemp(join(tmpdir(), 'scram-'));
});
afterAll(async () => {
  opened.close();
  await rm(directory, { recursive: true });
});

async function steward(...args: readonly string[]) {
  const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const env = { KAFKA_STEWARD_RUNS: join(directory, 'runs'), USER: 'tester' };
  const result = await runSteward(['scram', ...args, ...connection], { cwd: directory, env });
  printed.push(result.stdout, result.stderr);
  return result;
}

type Report = ChangeReport<ScramRotationStep>;

async function rotate(user: string, ...flags: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await steward(
    'rotate',
    `--user=${user}`,
    '--secrets',
    'secrets',
    '--apply',
    '--json',
    ...flags,
  );
  expect(stderr).not.toContain('error');
  return JSON.parse(stdout) as Report;
}

const pointerAfter = ({ plan }: Report): unknown => plan.objects[0]?.after;
const newUser = (): string => `rotated-${randomUUID().slice(0, 8)}`;

interface StoredVersion {
  readonly labels: readonly string[];
  readonly value: string;
}

/** What the secrets of this test hold, by the name of their file. */
async function versionsOf(file: string): Promise<readonly StoredVersion[]> {
  const text = await readFile(join(directory, 'secrets', file), 'utf8');
  return (JSON.parse(text) as { readonly versions: readonly StoredVersion[] }).versions;
}

async function canDescribe(username: string, password: string, topic: string): Promise<boolean> {
  const sasl = { username, password: new Secret(password), mechanism: 'SCRAM-SHA-512' } as const;
  const admin = createRecordClient({ ...cluster.connectionFor(), sasl }).admin();
  await admin.connect();
  const answer = await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined);
  await admin.disconnect();
  return answer !== undefined;
}

/** Looks for every password, as it is and as JSON would hold it, in all that was printed and written down of runs. */
async function toldPasswords(): Promise<readonly string[]> {
  const files = (await readdir(join(directory, 'secrets'))).filter(file => file.endsWith('.json'));
  const versions = (await Promise.all(files.map(versionsOf))).flat();
  const passwords = versions.map(({ value }) => (JSON.parse(value) as { readonly password: string }).password);
  const entries = await readdir(join(directory, 'runs'), { recursive: true, withFileTypes: true });
  const journals = entries.filter(file => file.isFile()).map(file => join(file.parentPath, file.name));
  const written = await Promise.all(journals.map(path => readFile(path, 'utf8')));
  expect(Math.min(passwords.length, written.length, printed.length)).toBeGreaterThan(0);
  const everything = [...printed, ...written].join('\n');
  const forms = passwords.flatMap(password => [password, JSON.stringify(password).slice(1, -1)]);
  return forms.filter(form => everything.includes(form));
}

describe('scram rotate at the command line', () => {
  it('makes a user of one that had rights, and goes from one to the other and back with the same rules', async () => {
    const base = newUser();
    const topic = `${base}-topic`;
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
    await admin.disconnect();
    const rule = (more: Partial<AclBinding>): AclBinding => ({
      ...{ resourceType: 'Topic', resourceName: topic, patternType: 'literal', principal: `User:${base}` },
      ...{ host: '*', operation: 'Read', permission: 'allow', ...more },
    });
    const rules = [
      rule({}),
      rule({ resourceName: `${base}-`, patternType: 'prefixed', operation: 'Write' }),
      rule({ resourceType: 'Group', resourceName: base, permission: 'deny', operation: 'Delete' }),
      rule({ resourceType: 'Group', resourceName: '*', host: '10.0.0.7' }),
    ];
    await opened.acls.createAcls(rules);

    expect(await rotate(base, '--create')).toMatchObject({ outcome: 'done', reasons: [] });
    const first = await rotate(base);
    const second = await rotate(base);
    expect([first, second].map(pointerAfter)).toMatchObject([{ username: `${base}-b` }, { username: `${base}-a` }]);
    for (const user of [`${base}-a`, `${base}-b`]) {
      const own = await opened.acls.listAcls({ principal: `User:${user}` });
      const wanted = rules.map(binding => aclText({ ...binding, principal: `User:${user}` }));
      expect(own.map(aclText).sort()).toEqual(wanted.sort());
    }
    const proof = second.plan.steps.find(step => step.kind === 'prove');
    expect(proof?.call).toMatchObject({ kind: expect.stringMatching(/^describe-/) as string });

    const verified = await steward('verify', '--user', base, '--secrets', 'secrets', '--fail-on', 'refused', '--json');
    const matrix = JSON.parse(verified.stdout) as LoginMatrix;
    expect(verified.exitCode).toBe(0);
    expect(matrix.logins.map(({ label, username }) => [label, username])).toEqual([
      ['AWSCURRENT', `${base}-a`],
      ['AWSPREVIOUS', `${base}-b`],
    ]);
    expect(matrix.logins.flatMap(({ brokers }) => brokers.map(({ kind }) => kind))).toEqual(Array(6).fill('accepted'));

    const versions = await versionsOf(`${base}.json`);
    const current = versions.find(({ labels }) => labels.includes('AWSCURRENT'));
    const login = JSON.parse(current?.value ?? '{}') as Record<'username' | 'password' | 'bootstrapServers', string>;
    expect(await canDescribe(login.username, login.password, topic)).toBe(true);
    expect(login.bootstrapServers.split(',')).toHaveLength(3);
    expect(await readFile(join(directory, 'secrets', `${base}.properties`), 'utf8')).toContain(`${base}-a`);

    const undone = await steward('undo', second.runId, '--apply', '--yes', '--json');
    expect(JSON.parse(undone.stdout)).toMatchObject({ outcome: 'done', plan: { undoes: second.runId } });
    const back = (await versionsOf(`${base}.json`)).find(({ labels }) => labels.includes('AWSCURRENT'));
    expect(JSON.parse(back?.value ?? '{}')).toMatchObject({ username: `${base}-b` });
    expect(await toldPasswords()).toEqual([]);
  });

  it('rotates a single user, and tells how long the old password was dead before clients could read the new one', async () => {
    const user = newUser();
    await rotate(user, '--create', '--strategy', 'single');
    const { exitCode, stdout } = await steward('rotate', '--user', user, '--secrets', 'secrets', '--apply', '--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('from the moment brokers take it until clients read the secret again');
    expect(stdout).toMatch(/refused for [\d.]+ m?s at most before clients could read the new one/);
    const [former, current] = await versionsOf(`${user}.json`);
    const passwordOf = (version: StoredVersion | undefined) =>
      (JSON.parse(version?.value ?? '{}') as { readonly password: string }).password;
    const login = { username: user, mechanism: 'SCRAM-SHA-512' } as const;
    const refused = await opened.logins.proveRefused(
      { ...login, password: new Secret(passwordOf(former)) },
      { withinMs: 9_000 },
    );
    const taken = await opened.logins.prove(
      { ...login, password: new Secret(passwordOf(current)) },
      { withinMs: 9_000 },
    );
    expect([refused, taken].map(rows => rows.map(({ kind }) => kind))).toEqual([
      ['refused', 'refused', 'refused'],
      ['accepted', 'accepted', 'accepted'],
    ]);
    expect(await toldPasswords()).toEqual([]);
  });

  it('rotates a user of every odd character that brokers can read', async () => {
    const user = `${newUser()} a,b=c"d'e\\f/g:h;i*j?k<l>m&n%o$p#q@r!`;
    expect(await rotate(user, '--create')).toMatchObject({ outcome: 'done', reasons: [] });
    const report = await rotate(user);
    expect(report).toMatchObject({ outcome: 'done', reasons: [] });
    expect(pointerAfter(report)).toMatchObject({ username: `${user}-b` });
    expect(await toldPasswords()).toEqual([]);
  });

  it('refuses a user that nobody could log in as, one without a secret, and a strategy for one that has it', async () => {
    const planned = await steward('rotate', '--user', 'órders', '--create', '--secrets', 'secrets', '--json');
    expect(planned.exitCode).toBe(3);
    const { checks } = JSON.parse(planned.stdout) as Plan<ScramRotationStep>;
    expect(checks.filter(({ level }) => level === 'block').map(({ name }) => name)).toEqual(['user-can-log-in']);
    const missing = await steward('rotate', '--user', newUser(), '--secrets', 'secrets');
    expect(missing).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('or make it with --create') as string,
    });
    const odd = await steward('rotate', '--user', 'x', '--secrets', 'secrets', '--strategy', 'single');
    expect(odd).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('say --create') as string });
    const nowhere = await steward('rotate', '--user', 'x');
    expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--secrets') as string });
  });
});
