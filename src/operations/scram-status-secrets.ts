import { OperationError } from '../domain/errors.ts';
import { parseRotationTags, userTag } from '../domain/scram/rotation-tags.ts';
import { parsePointerValue } from '../domain/scram/secret-value.ts';
import type { StatusFinding, UserSecret } from '../domain/scram/status-report.ts';
import { judgeSlots, type SlotFacts, tellWrongPointer } from '../domain/scram/status-secrets.ts';
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
}

interface PointerFacts {
  readonly own: readonly (readonly [user: string, secret: UserSecret])[];
  readonly slots: readonly string[];
  readonly findings: readonly StatusFinding[];
}

/** Looks at every secret, some at a time; one that cannot be read is told and hides no other. */
export async function readSecretsStatus(
  secrets: SecretVersionReader,
  msk: MskUsers | undefined,
): Promise<SecretsStatus> {
  const unread: string[] = [];
  const pointers = await inTens(await secrets.list(userTag), async pointer => {
    try {
      return await readPointer(pointer, secrets);
    } catch (error) {
      unread.push(sentenceOf(pointer.name, error));
      return { own: [], slots: [], findings: [] };
    }
  });
  const needed = new Set(pointers.flatMap(({ slots }) => slots));
  const associated = msk === undefined ? [] : await readAssociatedSecrets(msk.associations, secrets);
  const slots = msk === undefined ? [] : await inTens(toSlots(associated, needed), slot => describeSlot(slot, secrets));
  const own = [...pointers.flatMap(pointer => pointer.own), ...associated.flatMap(ofSlot)];
  return {
    byUser: new Map([...Map.groupBy(own, ([user]) => user)].map(([user, rows]) => [user, rows.map(([, row]) => row)])),
    findings: [
      ...pointers.flatMap(({ findings }) => findings),
      ...(msk === undefined ? [] : judgeSlots(slots, msk.clusterArn)),
    ],
    unread: [
      ...unread,
      ...associated.flatMap(({ secretArn, problem, isMalformed }) =>
        problem === undefined || isMalformed === true ? [] : [`secret ${secretArn}: ${problem}`],
      ),
    ],
  };
}

async function readPointer(pointer: SecretDescription, secrets: SecretVersionReader): Promise<PointerFacts> {
  const tags = parseRotationTags(pointer.tags);
  const problems = tags.kind === 'wrong' ? [...tags.problems] : [];
  const own: (readonly [string, UserSecret])[] = [];
  for (const label of ['AWSCURRENT', 'AWSPREVIOUS'] as const) {
    const version = await secrets.read(pointer.id, { label });
    const value = version && parsePointerValue(version.value);
    if (version === undefined || value === undefined) continue;
    if (value.kind === 'wrong') problems.push(`its ${label} value: ${value.problem}`);
    else {
      const secret = { secretId: pointer.id, role: 'pointer', createdAt: version.createdAt } as const;
      own.push([value.value.username, secret]);
    }
  }
  const slots = tags.kind === 'parsed' ? tags.user.slots : [];
  return { own, slots, findings: problems.length === 0 ? [] : [tellWrongPointer(pointer.name, problems)] };
}

function ofSlot({ user, secretArn, createdAt }: AssociatedSecret): readonly (readonly [string, UserSecret])[] {
  if (user === undefined || createdAt === undefined) return [];
  return [[user, { secretId: secretArn, role: 'slot', createdAt }]];
}

function toSlots(associated: readonly AssociatedSecret[], needed: ReadonlySet<string>): readonly SlotFacts[] {
  const known = new Set(associated.map(({ secretArn }) => secretArn));
  return [
    ...associated.map(({ secretArn, problem, isMalformed }) => ({
      ...{ secretId: secretArn, isAssociated: true, isNeeded: needed.has(secretArn) },
      ...(problem === undefined ? {} : { problem, isMalformed: isMalformed === true }),
    })),
    ...[...needed].filter(arn => !known.has(arn)).map(secretId => ({ secretId, isAssociated: false, isNeeded: true })),
  ];
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
