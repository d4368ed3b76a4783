import type { Check } from '../domain/change/plan.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import type { ScramLogin } from '../domain/scram/scram-login.ts';
import type { BrokerLogin } from '../ports/login-prover.ts';
import { type RotationPointer, versionWith } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Brokers know a login that clients use already; one that was made a moment ago may still be on its way to some. */
const knownWithinMs = 5_000;

const name = 'current-login-works';

/**
 * Whether clients can log in now. Where brokers refuse what the pointer says, this may be another cluster than the
 * one the pointer is for, and clients must not be sent there.
 */
export async function checkCurrentLogin(pointer: RotationPointer, world: ScramWorld): Promise<readonly Check[]> {
  const { login } = pointer.current;
  const user = JSON.stringify(login.username);
  const rows = await proveBriefly(login, world);
  const refused = brokersOf(rows, 'refused');
  if (refused.length > 0) {
    if (wasInterrupted(pointer)) {
      const sentence = `an earlier rotation was interrupted after ${user} got a new password: clients are refused until this one is done`;
      return [{ name, level: 'warn', sentence }];
    }
    const sentence = `broker ${refused.join(', ')} refuses ${user} with the password in the secret, so clients cannot log in now; is it for this cluster? if the user was revoked, or changed by hand: "scram undo" of that run, or of the last rotation`;
    return [block(name, sentence)];
  }
  const away = brokersOf(rows, 'unreachable');
  if (away.length === 0) return [pass(name, `every broker accepts ${user}`)];
  if (away.length === rows.length) {
    const sentence = `no broker can be asked for the login of ${user} here: ${rows[0]?.sentence ?? ''}; connect to the listener where SCRAM users log in`;
    return [block(name, sentence)];
  }
  const sentence = `broker ${away.join(', ')} cannot be reached, and has to be until the new login is proven on it`;
  return [{ name, level: 'warn', sentence }];
}

/**
 * A single user may have the password of a version that clients do not read yet; where several rotations broke off, of
 * one that is no longer pending.
 */
function wasInterrupted({ description, user }: RotationPointer): boolean {
  return user.strategy === 'single' && versionWith(description, 'AWSPENDING') !== undefined;
}

export async function proveBriefly(login: ScramLogin, { prover }: ScramWorld): Promise<readonly BrokerLogin[]> {
  return await prover.prove(login, { withinMs: knownWithinMs });
}

export function brokersOf(rows: readonly BrokerLogin[], kind: BrokerLogin['kind']): readonly number[] {
  return rows.filter(row => row.kind === kind).map(({ brokerId }) => brokerId);
}
