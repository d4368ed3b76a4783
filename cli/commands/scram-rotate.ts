import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { RotationStrategy } from '../../src/domain/scram/rotated-user.ts';
import type { NewRotatedUser } from '../../src/domain/scram/rotation-request.ts';
import { type ScramMechanism, scramMechanisms } from '../../src/domain/scram/scram-login.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags } from '../connection-flags.ts';
import { toDurationMs, toTexts } from '../flag-values.ts';
import { type ScramPlaceFlags, scramPlaceOf, secretIdOf } from '../scram-flags.ts';
import { addSecretFlags } from '../secret-flags.ts';
import { withCluster } from '../with-cluster.ts';
import type { OpenCluster } from '../world.ts';

interface ScramRotateFlags extends ScramPlaceFlags, ApplyFlags {
  readonly user: readonly string[];
  readonly create?: boolean;
  readonly strategy?: RotationStrategy;
  readonly mechanism?: ScramMechanism;
  readonly within?: number;
}

export function addScramRotate(scram: Command, cli: Cli): void {
  addSecretFlags(addConnectionFlags(scram.command('rotate')))
    .description('give a user a new password that is proven on every broker before any client is told')
    .requiredOption('-u, --user <name>', 'the user that is rotated, without -a or -b; repeatable', toTexts)
    .option('--secret <id>', 'its secret, by ARN or name (default: the one tagged for the user)')
    .option('--create', 'make the secret and the first user where the user has none yet')
    .addOption(
      new Option('--strategy <kind>', 'with --create: two users in turn, or one').choices(['alternating', 'single']),
    )
    .addOption(new Option('--mechanism <name>', 'with --create (default: SCRAM-SHA-512)').choices(scramMechanisms))
    .option(
      '--within <time>',
      'how long brokers may take to accept the login (default: 1 min, on MSK 12)',
      toDurationMs('1s', '12m'),
    )
    .option('--apply', 'apply the plan once it is shown')
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it; nobody is asked')
    .addHelpText('after', examples)
    .action((flags: ScramRotateFlags) => rotate(cli, flags));
}

const examples = `
Nothing is written without --apply. Clients read a secret that holds user, password and servers. With the strategy
"alternating" there are two users, NAME-a and NAME-b. A rotation gives the one that clients do not use a new password and
the rules of the other one, logs in with it on every broker, and then puts it into the secret. The user that clients had
stays valid until the next rotation, so that no client has to be quick. With "single" there is one user: from the moment
brokers take its new password until clients have read it, new logins with the old one are refused; the report tells how long.

Beside each secret in a directory lies NAME.properties, what its clients log in with, replaced in one piece.
A rotation that broke off leaves clients as they were: "runs resume RUN" goes on with the same password, rotating again makes
a new one. Where brokers are late or down, the password waits for them as pending.
In AWS the stack makes secrets and slot secrets; --create then fills them for the first time.
Several users are several plans and runs, and the exit code is the worst of 5, 4, 1, 3, 0.
Exit codes: 0 rotated and proven, 1 failed with nothing changed, 2 wrong usage, 3 refused or declined, 4 rotated and not
read back, 5 begun and not finished, clients as before. "scram undo RUN" puts the former user back.

Examples:
  kafka-steward scram rotate --cluster local --user orders --create --apply
  kafka-steward scram rotate --cluster local --user orders --apply --json
  kafka-steward scram rotate --cluster local --user orders --user billing --apply
  kafka-steward scram rotate -b broker:9092 --command-config admin.properties --user orders --secrets ./secrets
  kafka-steward scram rotate --cluster arn:aws:kafka:… --user orders --secret arn:aws:secretsmanager:…`;

async function rotate(cli: Cli, flags: ScramRotateFlags): Promise<void> {
  const [{ scramRotation }, { planChange }, { newPlanSeal }, { rotationRenderer }, scramWorld, finder] =
    await Promise.all([
      import('../../src/operations/scram-rotation.ts'),
      import('../../src/operations/plan-change.ts'),
      import('../new-plan.ts'),
      import('../render/scram-rotation.ts'),
      import('../scram-world.ts'),
      import('../../src/operations/scram-find-pointer.ts'),
    ]);
  const { shell } = cli;
  const place = scramPlaceOf(flags, shell);
  const users = [...new Set(flags.user)];
  const [only = ''] = users;
  assertForCreation(flags);
  if (users.length > 1 && flags.secret !== undefined) {
    throw new OperationError(
      'InputInvalid',
      '--secret is the secret of one user; leave it out where several are named',
    );
  }
  await withCluster(cli, flags, async cluster => {
    const acceptance = flags.within === undefined ? {} : { acceptWithinMs: flags.within };
    const world = await scramWorld.toScramWorld(cluster, shell, cli.world, { ...place, ...acceptance });
    const planOf = async (user: string) => {
      const found = await secretIdOf({ ...flags, user }, world.secrets);
      const request = {
        store: place.store,
        secretId: found ?? finder.newPointerName(user),
        token: randomUUID(),
        user,
        ...(flags.create === true ? { create: await newUserOf(user, flags, cluster) } : {}),
      };
      return await planChange(scramRotation, request, world, newPlanSeal(shell));
    };
    const parts = { runbook: scramRotation, world, renderer: rotationRenderer, leaseMs: scramWorld.leaseMsFor(world) };
    // A document is asked for by a script: there is nobody who could answer.
    const answered = { ...flags, yes: flags.yes ?? flags.json };
    if (flags.user.length === 1) {
      const { showOrApply } = await import('../apply-plan.ts');
      await showOrApply(cli, answered, await planOf(only), parts);
    } else {
      const [{ showOrApplyAll }, { planGroups }] = await Promise.all([
        import('../apply-plans.ts'),
        import('../plan-groups.ts'),
      ]);
      await showOrApplyAll(cli, answered, await planGroups(users, planOf), parts);
    }
  });
}

function assertForCreation({ create, strategy, mechanism }: ScramRotateFlags): void {
  if (create === true || (strategy ?? mechanism) === undefined) return;
  const given = strategy === undefined ? '--mechanism' : '--strategy';
  throw new OperationError('InputInvalid', `${given} is for a new user; say --create, or leave it: the secret says it`);
}

async function newUserOf(
  user: string,
  { strategy, mechanism }: ScramRotateFlags,
  cluster: OpenCluster,
): Promise<NewRotatedUser> {
  const { brokers } = await cluster.describeCluster();
  return {
    base: user,
    strategy: strategy ?? 'alternating',
    mechanism: mechanism ?? 'SCRAM-SHA-512',
    bootstrapServers: brokers.map(({ host, port }) => `${host}:${port}`).join(','),
  };
}
