import type { Check } from '../domain/change/plan.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import type { ScramLogin } from '../domain/scram/scram-login.ts';
import type { BrokerLogin } from '../ports/login-prover.ts';
import { type RotationPointer, readLogin, versionWith } from './scram-pointer.ts';
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
    if (await wasInterrupted(pointer, world)) {
      const sentence = `an earlier rotation was interrupted after ${user} got a new password: clients are refused until this one is done`;
      return [{ name, level: 'warn', sentence }];
    }
    const sentence = `broker ${refused.join(', ')} refuses ${user} with the password in the secret; see that it is for this cluster, and that the user has that password`;
    return [block(name, sentence)];
  }
  const away = brokersOf(rows, 'unreachable');
  if (away.length === 0) return [pass(name, `every broker accepts ${user}`)];
  const sentence = `broker ${away.join(', ')} cannot be reached, and has to be until the new login is proven on it`;
  return [{ name, level: 'warn', sentence }];
}

/** A single user has the password of a version that clients do not read yet. */
async function wasInterrupted({ description, user, current }: RotationPointer, world: ScramWorld): Promise<boolean> {
  const pending = versionWith(description, 'AWSPENDING');
  if (user.strategy !== 'single' || pending === undefined) return false;
  const version = await world.secrets.read(description.id, { versionId: pending });
  if (version === undefined) return false;
  const which = { secretId: description.id, versionId: pending, user: current.login.username };
  const rows = await proveBriefly(await readLogin(which, world.secrets), world);
  return rows.some(({ kind }) => kind === 'accepted');
}

export async function proveBriefly(login: ScramLogin, { prover }: ScramWorld): Promise<readonly BrokerLogin[]> {
  return await prover.prove(login, { withinMs: knownWithinMs });
}

export function brokersOf(rows: readonly BrokerLogin[], kind: BrokerLogin['kind']): readonly number[] {
  return rows.filter(row => row.kind === kind).map(({ brokerId }) => brokerId);
}
