import type { Command } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { LoginMatrix } from '../../src/operations/scram-login-matrix.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-codes.ts';
import { toChoices, toDurationMs } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { addScramFlags, type ScramFlags, scramPlaceOf, secretIdOf } from '../scram-flags.ts';
import { withCluster } from '../with-cluster.ts';

const failures = ['refused', 'unreachable'] as const;

interface ScramVerifyFlags extends ScramFlags {
  readonly within: number;
  readonly failOn?: readonly (typeof failures)[number][];
  readonly json?: boolean;
}

const defaultWithinMs = 2_000;

export function addScramVerify(scram: Command, cli: Cli): void {
  addScramFlags(scram.command('verify'))
    .description('log in on every broker with every password that the secret of a user holds')
    .option('--within <time>', 'try again for this long (default: 2 s)', toDurationMs('0s', '12m'))
    .setOptionValueWithSource('within', defaultWithinMs, 'default')
    .option(
      '--fail-on <what>',
      'end with exit code 6 if a broker is so to the current login: refused or unreachable; repeatable',
      toChoices(failures),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: ScramVerifyFlags) => verify(cli, flags));
}

const examples = `
AWSCURRENT is what clients read. AWSPREVIOUS is the other user, which is valid until the next rotation. AWSPENDING is a
rotation that is under way or broke off; clients do not know it. Passwords are never shown.

Examples:
  kafka-steward scram verify --cluster local --user orders
  kafka-steward scram verify -b broker:9092 --user orders --secrets ./secrets --fail-on refused --fail-on unreachable --json`;

async function verify(cli: Cli, flags: ScramVerifyFlags): Promise<void> {
  const [{ readLoginMatrix }, { nearestRotatedUsers }, { named }, { renderLoginMatrix }] = await Promise.all([
    import('../../src/operations/scram-login-matrix.ts'),
    import('../../src/operations/scram-find-pointer.ts'),
    import('../../src/domain/lag/figures.ts'),
    import('../render/scram-logins.ts'),
  ]);
  const { shell, world } = cli;
  const { store } = scramPlaceOf(flags, shell);
  const secrets = await world.openSecrets(store, shell);
  const secretId = await secretIdOf(flags, secrets);
  if (secretId === undefined) {
    const nearest = await nearestRotatedUsers(flags.user, secrets);
    const hint = nearest.length === 0 ? 'name one with --secret' : `did you mean ${named(nearest)}?`;
    const message = `no secret is tagged for user ${named([flags.user])}; ${hint}`;
    throw new OperationError('SecretUnknown', message);
  }
  const matrix = await withCluster(cli, flags, cluster =>
    readLoginMatrix(secretId, { secrets, prover: cluster.logins }, flags.within),
  );
  if (flags.json === true) writeJson(shell, matrix);
  else shell.stdout.write(renderLoginMatrix(matrix, store, pageOf(shell.stdout)));
  if (isBad(matrix, flags.failOn ?? [])) cli.finish(exitCodes.foundBad);
}

function isBad({ logins }: LoginMatrix, failOn: readonly string[]): boolean {
  const current = logins.find(({ label }) => label === 'AWSCURRENT');
  if (current === undefined) return failOn.length > 0;
  return current.brokers.some(({ kind }) => failOn.includes(kind));
}
