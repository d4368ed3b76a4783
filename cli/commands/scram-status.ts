import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { toDurationMs } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { addSecretFlags, clusterArnOf, type SecretFlags, secretStoreOf } from '../secret-flags.ts';
import { withCluster } from '../with-cluster.ts';

interface ScramStatusFlags extends ConnectionFlags, SecretFlags {
  readonly maxAge: number;
  readonly brokerLogs?: string;
  readonly failOn?: 'bad';
  readonly json?: boolean;
}

const maxAgeMs = 90 * 86_400_000;

export function addScramStatus(scram: Command, cli: Cli): void {
  addSecretFlags(addConnectionFlags(scram.command('status')))
    .description(
      'every SCRAM user: how strong and how old its password is, its secrets, its rules, who may still use it',
    )
    .option('--max-age <time>', 'a password older than this is bad (default: 90d)', toDurationMs('1s', '10000d'))
    .setOptionValueWithSource('maxAge', maxAgeMs, 'default')
    .option(
      '--broker-logs <directory>',
      "brokers' own logs, to see who logged in: kafka-authorizer.log, kafka-request.log",
    )
    .addOption(new Option('--fail-on <level>', 'end with exit code 6 if something is bad').choices(['bad']))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: ScramStatusFlags) => showStatus(cli, flags));
}

const examples = `
Reads only. Bad: fewer than 8,192 iterations, a password older than --max-age, and on MSK secrets that are not associated,
that nobody needs, with the default key, a wrong name or a wrong value. How old a password is only its secret tells.
Who may use a user is inferred from the rules of groups with members: brokers do not tell as whom a member logged in, and
connections are not asked for. Brokers log denied requests as they come; allowed ones only where kafka.authorizer.logger
or kafka.request.logger is at DEBUG.

Examples:
  kafka-steward scram status --cluster local
  kafka-steward scram status -b broker:9092 --secrets ./secrets --max-age 30d --fail-on bad
  kafka-steward scram status -b broker:9092 --broker-logs /var/log/kafka --json`;

async function showStatus(cli: Cli, flags: ScramStatusFlags): Promise<void> {
  const [{ readScramStatus }, { isBad }] = await Promise.all([
    import('../../src/operations/scram-status.ts'),
    import('../../src/domain/scram/status-report.ts'),
  ]);
  const { shell, world: outside } = cli;
  const store = secretStoreOf(flags, shell);
  const clusterArn = clusterArnOf(flags);
  const status = await withCluster(cli, flags, async cluster => {
    const world = {
      target: await cluster.readTarget(),
      credentials: cluster.credentials,
      acls: cluster.acls,
      groups: cluster,
      nowMs: shell.nowMs,
      ...(store === undefined ? {} : { secrets: await outside.openSecrets(store, shell) }),
      ...(clusterArn === undefined
        ? {}
        : {
            msk: {
              clusterArn,
              associations: await outside.openAssociations(clusterArn),
              servers: (await cluster.describeCluster()).brokers.map(({ host, port }) => `${host}:${port}`),
            },
          }),
      ...(flags.brokerLogs === undefined
        ? {}
        : { logs: await outside.openBrokerLogs(resolve(shell.cwd, flags.brokerLogs)) }),
    };
    return await readScramStatus({ maxAgeMs: flags.maxAge }, world);
  });
  if (flags.json === true) {
    writeJson(shell, status);
  } else {
    const { renderScramStatus } = await import('../render/scram-status.ts');
    shell.stdout.write(renderScramStatus(status, pageOf(shell.stdout)));
  }
  if (flags.failOn === 'bad' && isBad(status)) cli.finish(exitCodes.foundBad);
}
