import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSecretsOptions } from '../src/adapters/local/secrets/local-secrets.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { ConnectionSurroundings } from '../src/domain/kafka/connection-request.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { defaultLocalDirectory, toLocalDirectory } from './local-flags.ts';
import type { Shell } from './shell.ts';
import type { World } from './world.ts';

/** The world outside: adapters are loaded when a command needs them, those of AWS when a connection does. */
export const realWorld: World = {
  async openCluster(flags, shell) {
    const [{ resolveConnection }, { profileReader }, { awsConnectionSources }, { openCluster }, { sentenceOf }] =
      await Promise.all([
        import('../src/operations/resolve-connection.ts'),
        import('../src/adapters/profile/profile-reader.ts'),
        import('../src/adapters/aws/aws-connection-sources.ts'),
        import('../src/adapters/kafka/open-cluster.ts'),
        import('../src/adapters/kafka/error-sentence.ts'),
      ]);
    const { nowMs, sleep } = shell;
    const sources = { profiles: profileReader(shell.cwd), ...awsConnectionSources(nowMs) };
    const connection = await resolveConnection(flags, await surroundingsOf(shell, flags), sources);
    const cluster = await openCluster(connection, { clientId: 'kafka-steward', nowMs, sleep });
    return { ...cluster, describeCode: sentenceOf };
  },
  async openRuns(shell) {
    const table = runTableOf(shell);
    if (table !== undefined) {
      const { openAwsRuns } = await import('../src/adapters/aws/runs/open-aws-runs.ts');
      return openAwsRuns(table, shell.nowMs);
    }
    const { openRunDirectory } = await import('../src/adapters/local/journal/run-directory.ts');
    return openRunDirectory(runDirectoryOf(shell), shell.nowMs);
  },
  async openSecrets(store, shell) {
    const region = /^aws(?::(.*))?$/s.exec(store);
    if (region !== null) {
      const [{ SecretsManagerClient }, { secretsManager }] = await Promise.all([
        import('@aws-sdk/client-secrets-manager'),
        import('../src/adapters/aws/secrets/secrets-manager.ts'),
      ]);
      return secretsManager(new SecretsManagerClient({ region: region[1] }));
    }
    const { localSecrets } = await import('../src/adapters/local/secrets/local-secrets.ts');
    return localSecrets(await secretDirectoryOf(store, shell));
  },
  async makeSecret(store, shell, secret) {
    const { createLocalSecret } = await import('../src/adapters/local/secrets/local-secrets.ts');
    await createLocalSecret(await secretDirectoryOf(store, shell), secret);
  },
  async openAssociations(clusterArn) {
    const [{ KafkaClient }, { mskScramAssociations }] = await Promise.all([
      import('@aws-sdk/client-kafka'),
      import('../src/adapters/aws/msk-scram-associations.ts'),
    ]);
    const [, , , region] = clusterArn.split(':');
    return mskScramAssociations(new KafkaClient({ region }), clusterArn, sleep);
  },
  async openMetrics(clusterArn, shell) {
    const { openMskMetrics } = await import('../src/adapters/aws/metrics/open-msk-metrics.ts');
    return openMskMetrics(clusterArn, shell.sleep);
  },
  async openPrices(shell) {
    const { storedPrices } = await import('../src/adapters/prices/stored-prices.ts');
    return storedPrices(priceFileOf(shell));
  },
  async openPriceList({ env, interruption, sleep }, from) {
    if (from === 'api') {
      const [{ PricingClient }, { pricingRegionNear, queryPriceList }] = await Promise.all([
        import('@aws-sdk/client-pricing'),
        import('../src/adapters/prices/query-price-list.ts'),
      ]);
      return queryPriceList(new PricingClient({ region: pricingRegionNear(env.AWS_REGION) }), sleep);
    }
    const { awsPriceListEndpoint, bulkPriceList } = await import('../src/adapters/prices/bulk-price-list.ts');
    return bulkPriceList(env.KAFKA_STEWARD_PRICE_LIST || awsPriceListEndpoint, interruption, { sleep });
  },
  async openNodes(place, { nowMs, sleep: pause }) {
    const [, kind, name = ''] = /^(\w+):(.*)$/s.exec(place) ?? [];
    if (kind === 'local') {
      const { localNodeControl } = await import('../src/adapters/local/local-node-control.ts');
      return localNodeControl(name);
    }
    const [{ AutoScalingClient }, { SSMClient }, { ec2NodeControl }] = await Promise.all([
      import('@aws-sdk/client-auto-scaling'),
      import('@aws-sdk/client-ssm'),
      import('../src/adapters/aws/nodes/ec2-node-control.ts'),
    ]);
    const clients = { client: new SSMClient(), autoScaling: new AutoScalingClient() };
    return ec2NodeControl({ ...clients, cluster: name, nowMs, sleep: pause });
  },
  async openBrokerLogs(directory) {
    const { brokerLogsIn } = await import('../src/adapters/local/broker-logs.ts');
    return brokerLogsIn(directory);
  },
};

/** Beside a cluster that `local up` started lies the certificate that its clients are to trust. */
async function secretDirectoryOf(store: string, { cwd, nowMs }: Shell): Promise<LocalSecretsOptions> {
  const [{ layOut }, { existsSync }] = await Promise.all([
    import('../src/adapters/local/cluster-directory.ts'),
    import('node:fs'),
  ]);
  const directory = resolve(cwd, store);
  const { caCertificate } = layOut(join(directory, '..'));
  return { directory, nowMs, ...(existsSync(caCertificate) ? { caPath: caCertificate } : {}) };
}

/** The table of `dynamodb:TABLE`; undefined where runs are kept in a directory. */
function runTableOf({ env: { KAFKA_STEWARD_RUNS: chosen = '' } }: Shell): string | undefined {
  const [, store, table = ''] = /^([a-z]\w+):(.*)$/is.exec(chosen) ?? [];
  if (store === undefined) return undefined;
  if (store === 'dynamodb' && /^[\w.-]{3,255}$/.test(table)) return table;
  const message = `KAFKA_STEWARD_RUNS=${chosen} names no table; say dynamodb: and its name, such as dynamodb:kafka-steward-runs, or a directory (with a colon: ./${chosen})`;
  throw new OperationError('ConfigurationInvalid', message);
}

/** One for all clusters of a person on this machine, so that an undo finds its run from any directory. */
function runDirectoryOf({ env, cwd }: Shell): string {
  const chosen = env.KAFKA_STEWARD_RUNS;
  return chosen ? resolve(cwd, chosen) : join(stateDirectoryOf({ env, cwd }), 'runs');
}

function priceFileOf({ env, cwd }: Shell): string {
  const chosen = env.KAFKA_STEWARD_PRICES;
  return chosen ? resolve(cwd, chosen) : join(stateDirectoryOf({ env, cwd }), 'price-book.json');
}

function stateDirectoryOf({ env, cwd }: Pick<Shell, 'env' | 'cwd'>): string {
  const { XDG_STATE_HOME: stateHome, HOME: home } = env;
  const state = stateHome || (home && join(home, '.local', 'state'));
  return state ? join(state, 'kafka-steward') : join(cwd, '.kafka-steward');
}

async function surroundingsOf(shell: Shell, flags: ConnectionFlags): Promise<ConnectionSurroundings> {
  const { XDG_CONFIG_HOME: configHome, HOME: home } = shell.env;
  const directory = configHome || (home && join(home, '.config'));
  return {
    environment: shell.env,
    localProfilePath: await findLocalProfile(shell, flags),
    profileDirectories: directory ? [join(directory, 'kafka-steward', 'clusters')] : [],
  };
}

/** Looked for only where it can be meant: neither a broken local cluster nor its absence disturbs another one. */
async function findLocalProfile(shell: Shell, { cluster, ...others }: ConnectionFlags): Promise<string | undefined> {
  const isAnotherMeant = others.bootstrapServers ?? others.commandConfig ?? shell.env.KAFKA_BOOTSTRAP_SERVERS;
  if (cluster === undefined ? isAnotherMeant : cluster !== 'local') return undefined;
  const { readLocalStatus } = await import('../src/adapters/local/read-local-status.ts');
  const status = await readLocalStatus(toLocalDirectory({ directory: defaultLocalDirectory }, shell));
  return status.condition === 'absent' || status.condition === 'stopped' ? undefined : status.clientPropertiesPath;
}
