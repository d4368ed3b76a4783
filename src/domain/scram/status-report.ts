import type { StoredCredential } from './revoke-step.ts';
import type { SeenUse } from './status-broker-logs.ts';
import type { UsedGroup } from './status-groups.ts';

/** All SCRAM users of a cluster, and what is wrong with them and with their secrets. */
export interface ScramStatus {
  readonly clusterId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly users: readonly UserStatus[];
  /** Of secrets that are nobody's on this cluster, or not as they have to be. */
  readonly findings: readonly StatusFinding[];
  /** What could not be looked at, a sentence each. */
  readonly unread: readonly string[];
}

export interface UserStatus {
  readonly user: string;
  /** None where MSK keeps the user: it tells neither. */
  readonly credentials: readonly StoredCredential[];
  readonly secrets: readonly UserSecret[];
  /** Of the newest version of a secret that names the user and is in use; absent: no secret tells. */
  readonly passwordAgeMs?: number;
  /** How many rules name the user; absent: they could not be read. */
  readonly acls?: number;
  /** Groups with members that this user may read. Brokers do not tell as whom a member logged in. */
  readonly mayUse: readonly UsedGroup[];
  /** What brokers have logged of it; absent where no log was given, or none names it. */
  readonly seen?: SeenUse;
  readonly findings: readonly StatusFinding[];
}

export interface UserSecret {
  readonly secretId: string;
  readonly role: SecretRole;
  readonly createdAt: string;
}

/** `pointer`: applications read it. `slot`: MSK copies it to the brokers. */
export type SecretRole = 'pointer' | 'slot';

export interface StatusFinding {
  /** Stable and kebab-case, such as `password-is-old`. */
  readonly name: string;
  readonly level: 'bad' | 'note';
  readonly sentence: string;
}

export function isBad({ users, findings }: Pick<ScramStatus, 'users' | 'findings'>): boolean {
  return [...findings, ...users.flatMap(user => user.findings)].some(({ level }) => level === 'bad');
}
