import { OperationError } from '../domain/errors.ts';
import { usernamesOf } from '../domain/scram/rotated-user.ts';
import { parseRotationTags, userTag } from '../domain/scram/rotation-tags.ts';
import { isTemplate, parsePointerValue } from '../domain/scram/secret-value.ts';
import type { StatusFinding, UserSecret } from '../domain/scram/status-report.ts';
import { judgeSlots, type SlotFacts, tellOtherCluster, tellWrongPointer } from '../domain/scram/status-secrets.ts';
import type { ScramAssociations } from '../ports/scram-associations.ts';
import type { SecretDescription, SecretVersionReader } from '../ports/secret-versions.ts';
import { type AssociatedSecret, readAssociatedSecrets } from './scram-associated-secrets.ts';

export interface SecretsStatus {
  /** Of each user, the secrets that have its password. */
  readonly byUser: ReadonlyMap<string, readonly UserSecret[]>;
  readonly findings: readonly StatusFinding[];
  readonly unread: readonly string[];
}

/** Where MSK keeps the users. */
export interface MskUsers {
  readonly clusterArn: string;
  readonly associations: ScramAssociations;
  /** `host:port` of its brokers, to tell pointers of other clusters; absent: every pointer is taken for one of this. */
  readonly servers?: readonly string[];
  /** Whether somebody has to be able to log in as this user, whom no pointer names. */
  readonly isInUse?: (user: string) => Promise<boolean>;
}

interface PointerFacts {
  readonly id: string;
  readonly name: string;
  readonly own: readonly (readonly [user: string, secret: UserSecret])[];
  readonly slots: readonly PointerSlot[];
  /** What its clients connect to; absent: it does not say. */
  readonly servers?: readonly string[];
  readonly findings: readonly StatusFinding[];
}

interface PointerSlot {
  readonly arn: string;
  /** Whether the pointer has had a login of its user. */
  readonly isUntouched: boolean;
}

/** Looks at every secret, some at a time; one that cannot be read is told and hides no other. */
export async function readSecretsStatus(
  secrets: SecretVersionReader,
  msk: MskUsers | undefined,
): Promise<SecretsStatus> {
  const unread: string[] = [];
  const tagged = await inTens(await secrets.list(userTag), async pointer => {
    try {
      return await readPointer(pointer, secrets);
    } catch (error) {
      unread.push(sentenceOf(pointer.name, error));
      return undefined;
    }
  });
  const all = tagged.filter(pointer => pointer !== undefined);
  const associated = msk === undefined ? [] : await readAssociatedSecrets(msk.associations, secrets);
  const others = msk === undefined ? [] : all.filter(pointer => isOfAnother(pointer, associated, msk));
  const pointers = all.filter(pointer => !others.includes(pointer));
  const own = [...pointers.flatMap(pointer => pointer.own), ...associated.flatMap(ofSlot)];
  return {
    byUser: new Map([...Map.groupBy(own, ([user]) => user)].map(([user, rows]) => [user, rows.map(([, row]) => row)])),
    findings: [
      ...pointers.flatMap(({ findings }) => findings),
      ...others.map(({ name }) => tellOtherCluster(name)),
      ...(msk === undefined ? [] : judgeSlots(await readSlots(associated, pointers, secrets, msk), msk.clusterArn)),
    ],
    unread: [
      ...unread,
      ...associated.flatMap(({ secretArn, problem, isMalformed }) =>
        problem === undefined || isMalformed === true ? [] : [`secret ${secretArn}: ${problem}`],
      ),
    ],
  };
}

/** A pointer without a login, or one that does not say what to connect to, may be of any cluster. */
function isOfAnother(
  { slots, servers }: PointerFacts,
  associated: readonly AssociatedSecret[],
  { servers: own }: MskUsers,
): boolean {
  if (slots.length === 0 || servers === undefined || own === undefined) return false;
  return !servers.some(each => own.includes(each)) && !slots.some(({ arn }) => isAmong(arn, associated));
}

const isAmong = (arn: string, associated: readonly AssociatedSecret[]): boolean =>
  associated.some(({ secretArn }) => secretArn === arn);

async function readPointer(pointer: SecretDescription, secrets: SecretVersionReader): Promise<PointerFacts> {
  const tags = parseRotationTags(pointer.tags);
  const problems = tags.kind === 'wrong' ? [...tags.problems] : [];
  const own: (readonly [string, UserSecret])[] = [];
  let servers: string | undefined;
  for (const label of ['AWSCURRENT', 'AWSPREVIOUS'] as const) {
    const version = await secrets.read(pointer.id, { label });
    // What a stack has put there before the first rotation is no login, and not wrong.
    if (version === undefined || isTemplate(version.value)) continue;
    const value = parsePointerValue(version.value);
    if (value.kind === 'wrong') problems.push(`its ${label} value: ${value.problem}`);
    else {
      servers ??= value.value.bootstrapServers;
      const secret = { secretId: pointer.id, role: 'pointer', createdAt: version.createdAt } as const;
      own.push([value.value.username, secret]);
    }
  }
  const users = tags.kind === 'parsed' ? usernamesOf(tags.user) : [];
  const slots = tags.kind === 'parsed' ? tags.user.slots : [];
  return {
    id: pointer.id,
    name: pointer.name,
    own,
    slots: slots.map((arn, at) => ({ arn, isUntouched: own.every(([user]) => user !== users[at]) })),
    ...(servers === undefined ? {} : { servers: servers.split(',') }),
    findings: problems.length === 0 ? [] : [tellWrongPointer(pointer.name, problems)],
  };
}

function ofSlot({ user, secretArn, createdAt }: AssociatedSecret): readonly (readonly [string, UserSecret])[] {
  if (user === undefined || createdAt === undefined) return [];
  return [[user, { secretId: secretArn, role: 'slot', createdAt }]];
}

/** Those that are associated, and those that pointers name. The pointer of a single user may be its slot too. */
async function readSlots(
  associated: readonly AssociatedSecret[],
  pointers: readonly PointerFacts[],
  secrets: SecretVersionReader,
  { isInUse }: MskUsers,
): Promise<readonly SlotFacts[]> {
  const named = pointers.flatMap(({ slots }) => slots);
  const needed = new Set([...named.map(({ arn }) => arn), ...pointers.map(({ id }) => id)]);
  const there = await inTens(associated, async ({ secretArn, user, problem, isMalformed }) => ({
    ...{ secretId: secretArn, isAssociated: true, isNeeded: needed.has(secretArn) },
    ...(user !== undefined && (await isInUse?.(user)) === true ? { isInUse: true } : {}),
    ...(problem === undefined ? {} : { problem, isMalformed: isMalformed === true }),
  }));
  const away = named.filter(({ arn }) => !isAmong(arn, associated));
  const notThere = away.map(({ arn, isUntouched }) => ({
    ...{ secretId: arn, isAssociated: false, isNeeded: true, isUntouched },
  }));
  return await inTens([...there, ...notThere], slot => describeSlot(slot, secrets));
}

/** What cannot be described is judged by its ARN alone. */
async function describeSlot(slot: SlotFacts, secrets: SecretVersionReader): Promise<SlotFacts> {
  try {
    const { name, kmsKeyId } = await secrets.describe(slot.secretId);
    return { ...slot, name, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return slot;
  }
}

async function inTens<Given, Told>(
  all: readonly Given[],
  read: (one: Given) => Promise<Told>,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (let from = 0; from < all.length; from += 10) {
    told.push(...(await Promise.all(all.slice(from, from + 10).map(read))));
  }
  return told;
}

function sentenceOf(name: string, error: unknown): string {
  if (error instanceof OperationError) return `secret ${name}: ${error.message}`;
  throw error;
}
