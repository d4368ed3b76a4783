import { usernameProblem } from '../../src/domain/scram/credential-change.ts';
import { type RotationStrategy, usernamesOf } from '../../src/domain/scram/rotated-user.ts';
import { baseNameProblem } from '../../src/domain/scram/rotation-tags.ts';
import { type Complain, type ContextValues, listOf, wholeNumber } from './context-values.ts';
import type { ScramConfig } from './operations-config.ts';

const strategies = ['alternating', 'single'] as const satisfies readonly RotationStrategy[];

/** More secrets than this many users have do not fit into the policy of a role. */
const mostUsers = 20;

/** Nobody is rotated where nothing is said. */
export const parseScram = (values: ContextValues, complain: Complain): ScramConfig => {
  const strategy = parseStrategy(values, complain);
  const users = listOf(values.scramUsers);
  if (users.length > 0) checkUsers(users, strategy, values, complain);
  else
    for (const key of ['scramStrategy', 'scramRotationDays'] as const)
      if (values[key] !== undefined) complain(key, 'is given without scramUsers');
  const rotationDays = wholeNumber(values, 'scramRotationDays', { from: 1, to: 365 }, complain) ?? 30;
  return { users, strategy, rotationDays };
};

const parseStrategy = ({ scramStrategy }: ContextValues, complain: Complain): RotationStrategy => {
  const chosen = strategies.find(strategy => strategy === (scramStrategy ?? 'alternating'));
  if (chosen === undefined) complain('scramStrategy', `is none of ${strategies.join(', ')}`);
  return chosen ?? 'alternating';
};

const checkUsers = (
  users: readonly string[],
  strategy: RotationStrategy,
  { secretArn, runbooks }: ContextValues,
  complain: Complain,
): void => {
  const say = (what: string) => complain('scramUsers', what);
  if (users.length > mostUsers) say(`names ${users.length} users; one stack takes ${mostUsers}, make another one`);
  if (secretArn === undefined)
    say('needs a SCRAM login by secretArn: new logins are proven where the function itself logs in');
  if (runbooks === 'none') say('is given beside runbooks=none; a rotation is a run, and kept with the others');
  const usernames = users.flatMap(base => usernamesOf({ base, strategy }));
  const twice = usernames.find((name, at) => usernames.indexOf(name) !== at);
  if (twice !== undefined) say(`makes user ${JSON.stringify(twice)} twice`);
  for (const base of users) {
    const problem = usernameProblem(base) ?? baseNameProblem(base);
    if (problem !== undefined) say(`cannot be: ${problem}`);
  }
};
