import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScramStatus } from '../../../src/domain/scram/status-report.ts';
import { type MskScene, marker, openMskScene } from './msk-scene.ts';

let scene: MskScene;
beforeAll(async () => {
  scene = await openMskScene();
});
afterAll(() => scene.close());

const status = async (...flags: readonly string[]): Promise<ScramStatus & { readonly exitCode: number | null }> => {
  const { stdout, stderr, exitCode } = await scene.steward(['scram', 'status', '--json', ...flags]);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as ScramStatus), exitCode };
};

const about = ({ findings }: ScramStatus, arn: string) =>
  findings.filter(({ sentence }) => sentence.includes(arn)).map(({ name, level }) => `${level} ${name}`);

const rotate = async (base: string) =>
  expect(await scene.steward(['scram', 'rotate', `--user=${base}`, '--create', '--apply', '--yes'])).toMatchObject({
    exitCode: 0,
  });

/** As people leave them behind: made and associated by hand, or changed since. */
const stray = async (name: string, value: unknown, key?: string): Promise<string> =>
  await scene.create(`${name}${randomUUID()}`, value, key === undefined ? {} : { key });

const loginOf = (username: string) => ({ username, password: `${marker}-${randomUUID()}` });

describe('scram status on Amazon MSK', () => {
  it('has nothing bad to say of users that were rotated, nor of one whose second user is still to come', async () => {
    const { base, slots, arn } = await scene.makeUser();
    const single = await scene.makeUser({ strategy: 'single' });
    await rotate(base);
    await rotate(single.base);
    const told = await status();
    const users = told.users.map(({ user }) => user);
    expect(users).toEqual(expect.arrayContaining([`${base}-a`, single.base, 'steward']));
    expect(users).not.toContain(`${base}-b`);
    expect(about(told, slots[1]!)).toEqual(['note secret-is-not-associated']);
    expect([slots[0]!, arn, single.arn].flatMap(each => about(told, each))).toEqual([]);
    expect(about(told, scene.login)).toEqual(['note secret-is-not-rotated']);
    const mine = told.users.find(({ user }) => user === `${base}-a`);
    expect(mine?.passwordAgeMs).toBeLessThan(600_000);
    expect(mine?.secrets.map(({ role }) => role).toSorted()).toEqual(['pointer', 'slot']);
    expect(
      (await status('--max-age', '1s')).users.flatMap(({ findings }) => findings.map(({ name }) => name)),
    ).toContain('password-is-old');
  });

  it('takes one secret for clients and MSK for needed', async () => {
    const base = `one-${randomUUID().slice(0, 8)}`;
    const tags = { 'kafka-steward:user': base, 'kafka-steward:strategy': 'single' };
    const arn = await scene.create(`AmazonMSK_${base}`, loginOf(base), { tags });
    scene.scram.associate([arn]);
    expect(about(await status(), arn)).toEqual([]);
  });

  it('leaves the users of another cluster out, and says so', async () => {
    const base = `far-${randomUUID().slice(0, 8)}`;
    const { arn, slots } = await scene.makeUser({ base });
    const there = { ...loginOf(`${base}-a`), bootstrapServers: 'b-1.other:9096,b-2.other:9096' };
    const { secret } = scene.secrets;
    secret(arn).versions.get([...secret(arn).versions.keys()][0]!)!.value = JSON.stringify(there);
    const told = await status();
    expect(told.users.map(({ user }) => user)).not.toContain(`${base}-a`);
    expect(about(told, `kafka/shop/${base}`)).toEqual(['note pointer-is-of-another-cluster']);
    expect(slots.flatMap(slot => about(told, slot))).toEqual([]);
  });

  it('names every secret that is associated for nobody, was taken away, or is not as MSK wants it', async () => {
    const { base, slots } = await scene.makeUser();
    await rotate(base);
    await rotate(base);
    const lost = slots[1]!;
    scene.scram.disassociate([lost]);
    const unneeded = await stray('AmazonMSK_', loginOf(`left-${randomUUID()}`));
    scene.scram.associate([unneeded]);
    // What has changed since MSK took it.
    const wrong = {
      name: await stray('slots/', loginOf('renamed')),
      key: await stray('AmazonMSK_', loginOf('rekeyed'), ''),
      shape: await stray('AmazonMSK_', `${marker} and no JSON`),
    };
    scene.scram.adopt(Object.values(wrong));
    const told = await status('--fail-on', 'bad');
    expect(told.exitCode).toBe(6);
    expect(about(told, lost)).toEqual(['bad secret-is-not-associated']);
    expect(about(told, unneeded)).toEqual(['bad secret-is-not-needed']);
    expect(about(told, wrong.name)).toContain('bad secret-has-wrong-prefix');
    expect(about(told, wrong.key)).toContain('bad secret-has-default-key');
    expect(about(told, wrong.shape)).toContain('bad secret-has-wrong-shape');
    const { stdout } = await scene.steward(['scram', 'status']);
    expect(stdout).toContain('nobody needs it');
    expect(stdout + JSON.stringify(told)).not.toContain(marker);
  });
});
