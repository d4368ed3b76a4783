import type { AclBinding } from '../domain/acls/acl-binding.ts';
import type { ChangeTarget } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import type { GroupDescription } from '../domain/kafka/group.ts';
import type { StoredCredential } from '../domain/scram/revoke-step.ts';
import { addSeen, parseBrokerLogLine, type SeenUse } from '../domain/scram/status-broker-logs.ts';
import { groupsByPrincipal } from '../domain/scram/status-groups.ts';
import type { ScramStatus, UserStatus } from '../domain/scram/status-report.ts';
import { judgeUser, passwordAgeMs } from '../domain/scram/status-user.ts';
import type { AclReader } from '../ports/acl-cluster.ts';
import type { BrokerLogs } from '../ports/broker-logs.ts';
import type { GroupReader } from '../ports/cluster-reader.ts';
import type { ScramCredentialReader } from '../ports/scram-credentials.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';
import { type MskUsers, readSecretsStatus, type SecretsStatus } from './scram-status-secrets.ts';

/** What the state of users is read through. What is absent is not looked at. */
export interface StatusWorld {
  readonly target: ChangeTarget;
  readonly credentials: ScramCredentialReader;
  readonly acls: Pick<AclReader, 'listAcls'>;
  readonly groups: GroupReader;
  readonly secrets?: SecretVersionReader;
  readonly msk?: Omit<MskUsers, 'isInUse'>;
  readonly logs?: BrokerLogs;
  readonly nowMs: () => number;
}

/** Reads only. What could not be read is told, and does not hide the rest. */
export async function readScramStatus(
  { maxAgeMs }: { readonly maxAgeMs: number },
  world: StatusWorld,
): Promise<ScramStatus> {
  const unread: string[] = [];
  const orTold = async <Told, Other>(what: string, read: Promise<Told>, other: Other): Promise<Told | Other> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof OperationError) || error.name === 'InputInvalid') throw error;
      unread.push(`${what}: ${error.message}`);
      return other;
    }
  };
  const rules = orTold('ACLs', world.acls.listAcls({}), undefined);
  // A user that has rules may be in use, and so is the one that this is done with.
  const isInUse = async (user: string) => {
    const principal = `User:${user}`;
    return principal === world.target.principal || ((await rules) ?? []).some(rule => rule.principal === principal);
  };
  const msk = world.msk && { ...world.msk, isInUse };
  const [stored, acls, groups, secrets, seen] = await Promise.all([
    world.msk === undefined ? orTold('SCRAM users', readStored(world.credentials, unread), undefined) : undefined,
    rules,
    orTold('groups', readGroups(world.groups, unread), []),
    world.secrets === undefined ? noSecrets : orTold('secrets', readSecretsStatus(world.secrets, msk), noSecrets),
    world.logs === undefined ? noLogs : readLogs(world.logs),
  ]);
  // Where brokers do not tell, the users are those whom secrets name.
  const users = [...(stored ?? secrets.byUser).keys()];
  const used = groupsByPrincipal(groups, acls ?? []);
  const nowMs = world.nowMs();
  const statusOf = (user: string): UserStatus => {
    const principal = `User:${user}`;
    const own = secrets.byUser.get(user) ?? [];
    const credentials = stored?.get(user) ?? [];
    const ageMs = passwordAgeMs(own, nowMs);
    const logged = seen.get(principal);
    return {
      user,
      credentials,
      secrets: own,
      ...(ageMs === undefined ? {} : { passwordAgeMs: ageMs }),
      ...(acls === undefined ? {} : { acls: acls.filter((rule: AclBinding) => rule.principal === principal).length }),
      mayUse: used.get(principal) ?? [],
      ...(logged === undefined ? {} : { seen: logged }),
      findings: judgeUser(
        { credentials, secrets: own, hasSecretStore: world.secrets !== undefined },
        { nowMs, maxAgeMs },
      ),
    };
  };
  return {
    clusterId: world.target.clusterId,
    at: new Date(nowMs).toISOString(),
    users: users.toSorted((a, b) => (a < b ? -1 : 1)).map(statusOf),
    findings: secrets.findings,
    unread: [...unread.toSorted(), ...secrets.unread],
  };
}

type Stored = ReadonlyMap<string, readonly StoredCredential[]>;

const noSecrets: SecretsStatus = { byUser: new Map(), findings: [], unread: [] };
const noLogs: ReadonlyMap<string, SeenUse> = new Map();

async function readStored(credentials: ScramCredentialReader, unread: string[]): Promise<Stored> {
  const rows = await credentials.describe();
  unread.push(
    ...rows.flatMap(row => (row.kind === 'unread' ? [`user ${JSON.stringify(row.user)}: ${row.problem}`] : [])),
  );
  const byUser = Map.groupBy(rows, ({ user }) => user);
  return new Map(
    [...byUser].map(([user, own]) => [
      user,
      own.flatMap(row => (row.kind === 'stored' ? [{ mechanism: row.mechanism, iterations: row.iterations }] : [])),
    ]),
  );
}

async function readGroups(reader: GroupReader, unread: string[]): Promise<readonly GroupDescription[]> {
  const { groups, gaps } = await reader.listGroups();
  unread.push(...gaps.map(({ what, sentence }) => `${what}: ${sentence}`));
  const described = await reader.describeGroups(groups.filter(({ state }) => state !== 'Empty' && state !== 'Dead'));
  unread.push(
    ...described.flatMap(({ group, error }) => (error === undefined ? [] : [`group ${group}: ${error.sentence}`])),
  );
  return described;
}

async function readLogs(logs: BrokerLogs): Promise<ReadonlyMap<string, SeenUse>> {
  const seen = new Map<string, SeenUse>();
  for await (const line of logs.lines()) {
    const logged = parseBrokerLogLine(line);
    if (logged !== undefined) seen.set(logged.principal, addSeen(seen.get(logged.principal), logged));
  }
  return seen;
}
