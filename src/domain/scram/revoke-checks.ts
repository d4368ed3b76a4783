import type { Check } from '../change/plan.ts';
import { duration, named } from '../lag/figures.ts';
import { nearestNames } from '../lag/nearest-names.ts';
import { block, pass } from '../offsets/group-checks.ts';

const warn = (name: string, sentence: string): Check => ({ name, level: 'warn', sentence });

/** A user that is not there cannot be revoked, and was most likely misspelt. */
export function checkUser(user: string, isThere: boolean, others: readonly string[]): Check {
  const name = 'user-exists';
  if (isThere) return pass(name, `user ${named([user])} is on the cluster`);
  const nearest = nearestNames(user, others);
  const hint = nearest.length === 0 ? '"scram status" shows those that are' : `did you mean ${named(nearest)}?`;
  return block(name, `user ${named([user])} is not on the cluster; ${hint}`);
}

/** Whoever revokes itself could neither see what came of it nor take it back. */
export function checkNotSelf(user: string, principal: string): Check {
  const name = 'user-is-not-this-login';
  if (principal === `User:${user}`) {
    return block(name, `${named([user])} is the login this is done with; log in as somebody else`);
  }
  return pass(name, `this is done as ${principal}`);
}

/** Without the first there is nothing to be seen on the cluster, without the second nothing can be done. */
export function checkAclRights(rights: { readonly mayChange: boolean } | undefined): Check {
  const name = 'login-may-change-acls';
  if (rights === undefined)
    return warn(name, 'the brokers do not tell whether this login may change ACLs: it will show');
  if (!rights.mayChange) {
    return block(name, 'this login lacks Alter on the cluster, which denials and SCRAM users need');
  }
  return pass(name, 'this login may change ACLs and SCRAM users');
}

/** What each broker told of its settings, or why it did not. */
export interface ToldSettings {
  readonly brokerId: number;
  readonly values: Readonly<Record<string, string>>;
  readonly problem?: string;
}

/** The brokers log in to each other as somebody, and who that is they keep to themselves. */
export function checkBrokersLogin(user: string, settings: readonly ToldSettings[]): readonly Check[] {
  const name = 'user-is-no-broker';
  const told = settings.filter(({ problem }) => problem === undefined);
  const doubt = `whether they log in to each other as ${named([user])} they do not tell`;
  if (told.length === 0) {
    return [
      warn(name, `the brokers did not tell how they log in to each other (${settings[0]?.problem ?? 'no broker'})`),
    ];
  }
  const isScram = told.some(({ values }) => values['sasl.mechanism.inter.broker.protocol']?.startsWith('SCRAM-'));
  if (!isScram) return [pass(name, 'the brokers log in to each other without SCRAM')];
  return [warn(name, `the brokers log in to each other by SCRAM, and ${doubt}: if so, they part at the next restart`)];
}

const reauthentication = /(^|\.)connections\.max\.reauth\.ms$/;

/** No broker can be told to end a connection: what ends those that are open, and what they can still do. */
export function tellOpenConnections(user: string, settings: readonly ToldSettings[], isDenied: boolean): Check {
  const times = settings.flatMap(({ values }) =>
    Object.entries(values).flatMap(([key, value]) => (reauthentication.test(key) ? [Number(value)] : [])),
  );
  const longestMs = Math.max(...times.filter(ms => ms > 0), 0);
  const isKnown = settings.some(({ problem }) => problem === undefined);
  const ends = !isKnown
    ? 'until their brokers restart, or ask to log in again if connections.max.reauth.ms is set, which this login may not read'
    : longestMs === 0
      ? 'until they or their brokers restart (connections.max.reauth.ms is not set); a rolling restart ends them'
      : `until they have to log in again, after ${duration(longestMs)} at most (connections.max.reauth.ms), or their brokers restart`;
  const can = isDenied ? 'the denials refuse what they ask from now on' : 'nothing refuses what they ask';
  return warn('open-connections', `connections that ${named([user])} has open stay open ${ends}; ${can}`);
}
