import type { Secret } from '../secret.ts';

export const scramMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

export type ScramMechanism = (typeof scramMechanisms)[number];

/** With what somebody logs in. A user has one password for each mechanism. */
export interface ScramLogin {
  readonly username: string;
  readonly password: Secret;
  readonly mechanism: ScramMechanism;
}
