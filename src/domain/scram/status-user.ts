import { duration, grouped } from '../lag/figures.ts';
import { usualIterations } from './credential-change.ts';
import type { StoredCredential } from './revoke-step.ts';
import type { StatusFinding, UserSecret } from './status-report.ts';

export interface UserFacts {
  readonly credentials: readonly StoredCredential[];
  readonly secrets: readonly UserSecret[];
  /** Whether secrets were looked at at all. */
  readonly hasSecretStore: boolean;
}

export interface AgeRule {
  readonly nowMs: number;
  readonly maxAgeMs: number;
}

/** The newest version counts: a slot is older than the pointer that was made for it later. */
export function passwordAgeMs(secrets: readonly UserSecret[], nowMs: number): number | undefined {
  const slots = secrets.filter(({ role }) => role === 'slot');
  const telling = slots.length > 0 ? slots : secrets;
  if (telling.length === 0) return undefined;
  return Math.max(0, nowMs - Math.max(...telling.map(({ createdAt }) => Date.parse(createdAt))));
}

export function judgeUser(facts: UserFacts, { nowMs, maxAgeMs }: AgeRule): readonly StatusFinding[] {
  const weak = facts.credentials.filter(({ iterations }) => iterations < usualIterations);
  const ageMs = passwordAgeMs(facts.secrets, nowMs);
  return [
    ...weak.map(({ mechanism, iterations }): StatusFinding => {
      const sentence = `${mechanism} with ${grouped(iterations)} iterations, fewer than ${grouped(usualIterations)}: give it a new password`;
      return { name: 'iterations-are-few', level: 'bad', sentence };
    }),
    ...(ageMs !== undefined && ageMs > maxAgeMs ? [tellOld(ageMs, maxAgeMs)] : []),
    ...(ageMs === undefined && facts.hasSecretStore ? [unknownAge] : []),
  ];
}

function tellOld(ageMs: number, maxAgeMs: number): StatusFinding {
  const sentence = `its password is ${duration(ageMs)} old, more than ${duration(maxAgeMs)}: rotate it`;
  return { name: 'password-is-old', level: 'bad', sentence };
}

const unknownAge: StatusFinding = {
  name: 'password-has-no-secret',
  level: 'note',
  sentence: 'no secret has its password, so nobody knows how old it is',
};
