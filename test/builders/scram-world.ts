import type { AclBinding } from '../../src/domain/acls/acl-binding.ts';
import type { CredentialChange } from '../../src/domain/scram/credential-change.ts';
import type { RotationStrategy } from '../../src/domain/scram/rotated-user.ts';
import { rotationTagsOf } from '../../src/domain/scram/rotation-tags.ts';
import type { ScramLogin } from '../../src/domain/scram/scram-login.ts';
import { pointerValueOf, slotValueOf } from '../../src/domain/scram/secret-value.ts';
import { Secret } from '../../src/domain/secret.ts';
import { readLogin } from '../../src/operations/scram-pointer.ts';
import type { ScramWorld } from '../../src/operations/scram-world.ts';
import type { BrokerLogin, LoginProver } from '../../src/ports/login-prover.ts';
import type { ScramCredentials } from '../../src/ports/scram-credentials.ts';
import type { SecretVersions } from '../../src/ports/secret-versions.ts';
import { type InMemoryAcls, inMemoryAcls } from '../contracts/fakes/in-memory-acls.ts';
import { inMemorySecrets } from '../contracts/fakes/in-memory-secrets.ts';

/** In every password of these worlds, so that a search finds each place where one was told. */
export const passwordMarker = 'MARKER';

export interface ScramSetting {
  /** User → password, as the brokers have it. A test changes it as it goes. */
  readonly users: Map<string, string>;
  /** Brokers that answer nobody. */
  readonly down: Set<number>;
  /** Brokers that have not heard of new passwords: they take those of `users` as they were then. */
  readonly behind: Map<number, ReadonlyMap<string, string>>;
  readonly acls: InMemoryAcls;
  readonly secrets: SecretVersions;
  readonly world: ScramWorld;
  readonly pointer: string;
  nowMs: number;
  /** Called before each write, and after it: a test may throw. */
  onWrite: () => void;
  readonly waited: string[];
  readonly associated: Set<string>;
}

export interface ScramOptions {
  readonly base?: string;
  readonly strategy?: RotationStrategy;
  readonly rules?: readonly AclBinding[];
  readonly msk?: boolean;
  /** MSK copies the pointer itself; for a single user. */
  readonly isPointerAssociated?: boolean;
}

const clusterArn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/shop/abcd1234-1';
const brokerIds = [1, 2, 3];

/** Three brokers and a pointer to the first user, or the only one, who can log in. */
export async function scramSetting(options: ScramOptions = {}): Promise<ScramSetting> {
  const { base = 'orders', strategy = 'alternating', rules = [], msk = false, isPointerAssociated = false } = options;
  const startedAtMs = Date.parse('2026-03-01T12:00:00Z');
  const place = inMemorySecrets(() => startedAtMs);
  const acls = inMemoryAcls(rules);
  const first = strategy === 'single' ? base : `${base}-a`;
  const password = `${passwordMarker}-first`;
  const users = new Map([[first, password]]);
  const slots: string[] = [];
  for (const username of msk && !isPointerAssociated ? (strategy === 'single' ? [base] : [first, `${base}-b`]) : []) {
    const name = `AmazonMSK_${username}`;
    const login = { username, password: new Secret(username === first ? password : `${passwordMarker}-unused`) };
    await place.create({ name, tags: {}, value: slotValueOf(login), kmsKeyId: 'own' });
    slots.push((await place.secrets.describe(name)).id);
  }
  const login: ScramLogin = { username: first, password: new Secret(password), mechanism: 'SCRAM-SHA-512' };
  const name = isPointerAssociated ? `AmazonMSK_${base}` : `kafka/${base}`;
  const tags = rotationTagsOf({ base, strategy, slots });
  await place.create({ name, tags, value: pointerValueOf(login), kmsKeyId: 'own' });
  if (isPointerAssociated) slots.push((await place.secrets.describe(name)).id);
  let made = 0;
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    setting.onWrite();
    const result = await work();
    setting.onWrite();
    return result;
  };
  const copySlot = async (secretId: string) => {
    const slot = slots.indexOf(secretId);
    const current = slot === -1 ? undefined : await place.secrets.read(secretId, { label: 'AWSCURRENT' });
    if (current === undefined) return;
    const value = JSON.parse(current.value.reveal()) as { readonly username: string; readonly password: string };
    users.set(value.username, value.password);
  };
  const secrets: SecretVersions = {
    ...place.secrets,
    put: (secretId, version) =>
      write(async () => {
        await place.secrets.put(secretId, version);
        await copySlot(secretId);
      }),
    moveLabel: (secretId, move) =>
      write(async () => {
        await place.secrets.moveLabel(secretId, move);
        await copySlot(secretId);
      }),
    randomPassword: async () => new Secret(`${passwordMarker}-${++made}`),
  };
  const setting: ScramSetting = {
    ...{ users, acls, secrets, pointer: name, down: new Set(), behind: new Map(), waited: [], associated: new Set() },
    nowMs: startedAtMs,
    onWrite: () => undefined,
    get world(): ScramWorld {
      return worldOf(setting, msk, write);
    },
  };
  return setting;
}

function worldOf(setting: ScramSetting, msk: boolean, write: <T>(work: () => Promise<T>) => Promise<T>): ScramWorld {
  const { users, acls, secrets, waited, associated } = setting;
  const credentials: ScramCredentials = {
    describe: async (names = []) =>
      names.map(user =>
        users.has(user)
          ? { kind: 'stored' as const, user, mechanism: 'SCRAM-SHA-512' as const, iterations: 8_192 }
          : { kind: 'absent' as const, user },
      ),
    alter: changes =>
      write(async () => {
        for (const change of changes) alter(users, change);
        return changes.map(({ user, mechanism }) => ({ user, mechanism }));
      }),
  };
  return {
    target: { clusterId: 'c1', principal: 'User:admin' },
    secrets,
    users: msk
      ? { kind: 'msk', clusterArn, associations: associationsOf(associated) }
      : { kind: 'brokers', credentials },
    prover: proverOf(setting),
    acls: {
      ...acls,
      createAcls: bindings => write(() => acls.createAcls(bindings)),
      deleteAcls: bindings => write(() => acls.deleteAcls(bindings)),
    },
    nowMs: () => setting.nowMs,
    sleep: async ms => {
      setting.nowMs += ms;
    },
    acceptWithinMs: 60_000,
    onWaiting: sentence => waited.push(sentence),
  };
}

function alter(users: Map<string, string>, change: CredentialChange): void {
  if (change.kind === 'delete') users.delete(change.user);
  else users.set(change.user, change.password.reveal());
}

function associationsOf(associated: Set<string>) {
  return {
    list: async () => [...associated],
    associate: async (arns: readonly string[]) => arns.map(secretArn => (associated.add(secretArn), { secretArn })),
    disassociate: async (arns: readonly string[]) =>
      arns.map(secretArn => (associated.delete(secretArn), { secretArn })),
  };
}

/** Tries once and waits for nothing, as if the time were over. */
function proverOf(setting: ScramSetting): LoginProver {
  const tryOne = (login: ScramLogin, brokerId: number): BrokerLogin => {
    const taken = (setting.behind.get(brokerId) ?? setting.users).get(login.username) === login.password.reveal();
    const kind = setting.down.has(brokerId) ? 'unreachable' : taken ? 'accepted' : 'refused';
    const endpoint = `b${brokerId}:9092`;
    return { brokerId, endpoint, kind, attempts: 2, afterMs: 5, sentence: `broker ${endpoint}: ${kind}` };
  };
  const everywhere = async (login: ScramLogin) => {
    setting.nowMs += 5;
    return brokerIds.map(brokerId => tryOne(login, brokerId));
  };
  return { prove: everywhere, proveRefused: everywhere };
}

/** What clients read, and whether brokers take it. */
export async function clientsOf({ secrets, pointer, users }: ScramSetting) {
  const current = (await secrets.read(pointer, { label: 'AWSCURRENT' }))!;
  const { username, password } = await readLogin({ secretId: pointer, versionId: current.versionId }, secrets);
  return { username, versionId: current.versionId, canLogIn: users.get(username) === password.reveal() };
}
