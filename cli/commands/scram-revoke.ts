import type { Command } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { toTexts } from '../flag-values.ts';
import { addSecretFlags, clusterArnOf, type SecretFlags, secretStoreOf } from '../secret-flags.ts';
import { withCluster } from '../with-cluster.ts';

interface ScramRevokeFlags extends ConnectionFlags, SecretFlags, ApplyFlags {
  readonly user: readonly string[];
  readonly secret?: readonly string[];
  readonly denyAll?: boolean;
}

export function addScramRevoke(scram: Command, cli: Cli): void {
  addSecretFlags(addConnectionFlags(scram.command('revoke')))
    .description(
      'take a user its rights and its login, at once: deny by ACL, remove the login, prove that it is refused',
    )
    .requiredOption('-u, --user <name>', 'the SCRAM user as brokers know it, such as orders-a; repeatable', toTexts)
    .option('--secret <id>', 'a secret with the password, repeatable (default: those tagged for the user)', toTexts)
    .option('--deny-all', 'deny what has no rules too: only where allow.everyone.if.no.acl.found is false')
    .option('--apply', 'apply the plan once it is shown')
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it')
    .addHelpText('after', examples)
    .action((flags: ScramRevokeFlags) => revoke(cli, flags));
}

const examples = `
Nothing is written without --apply. Open connections live on; the denials refuse what they ask. That new logins are
refused is proven with the password, where --secrets names a place that has it; without it the run ends with exit code 4.
Clients that read the user from a secret are locked out: "scram rotate" first, which moves them to another login, then revoke.
On Amazon MSK the login goes by taking its secrets off the cluster, and brokers hear of it up to ten minutes later.
"scram undo RUN" takes exactly these denials away, and gives the login back if a secret has its password.
Several users are several plans and runs, and the exit code is the worst of 5, 4, 1, 3, 0.
Exit codes: 0 revoked and proven, 2 wrong usage, 3 refused or declined, 4 revoked and not proven, 5 partly revoked.

Examples:
  kafka-steward scram revoke --cluster local --user orders-a
  kafka-steward scram revoke -b broker:9092 --user orders-a --secrets ./secrets --apply --yes --json
  kafka-steward scram revoke --cluster arn:aws:kafka:… --user orders-a --user orders-b --apply`;

async function revoke(cli: Cli, flags: ScramRevokeFlags): Promise<void> {
  const [{ scramRevoke }, { planChange }, { newPlanSeal }, { planGroups }, { revokeRenderer }, { toRevokeWorld }] =
    await Promise.all([
      import('../../src/operations/scram-revoke.ts'),
      import('../../src/operations/plan-change.ts'),
      import('../new-plan.ts'),
      import('../plan-groups.ts'),
      import('../render/scram-revoke.ts'),
      import('../scram-revoke-world.ts'),
    ]);
  const { shell } = cli;
  const store = secretStoreOf(flags, shell);
  const clusterArn = clusterArnOf(flags);
  const { secret: secretIds } = flags;
  if (secretIds !== undefined && store === undefined) {
    throw new OperationError('InputInvalid', '--secret needs a place; say --secrets aws, or the directory it is in');
  }
  const request = {
    denyAll: flags.denyAll === true,
    ...(clusterArn === undefined ? {} : { clusterArn }),
    ...(store === undefined ? {} : { passwords: { store, ...(secretIds === undefined ? {} : { secretIds }) } }),
  };
  await withCluster(cli, flags, async cluster => {
    const world = await toRevokeWorld(cluster, shell, cli.world);
    const parts = { runbook: scramRevoke, world, renderer: revokeRenderer };
    const planOf = (user: string) => planChange(scramRevoke, { user, ...request }, world, newPlanSeal(shell));
    const users = [...new Set(flags.user)];
    const [only = ''] = users;
    if (flags.user.length === 1) {
      const { showOrApply } = await import('../apply-plan.ts');
      await showOrApply(cli, flags, await planOf(only), parts);
    } else {
      const { showOrApplyAll } = await import('../apply-plans.ts');
      await showOrApplyAll(cli, flags, await planGroups(users, planOf), parts);
    }
  });
}
