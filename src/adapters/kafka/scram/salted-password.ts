import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { ScramMechanism } from '../../../domain/scram/scram-login.ts';
import type { Secret } from '../../../domain/secret.ts';

const derive = promisify(pbkdf2);

interface Salting {
  readonly mechanism: ScramMechanism;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** RFC 5802 §3: all that ever leaves this program of a password. */
export async function saltedPassword(password: Secret, { mechanism, salt, iterations }: Salting): Promise<Uint8Array> {
  const [hash, byteLength] = mechanism === 'SCRAM-SHA-256' ? (['sha256', 32] as const) : (['sha512', 64] as const);
  return await derive(password.reveal(), salt, iterations, byteLength, hash);
}
