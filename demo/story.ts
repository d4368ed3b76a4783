import { existsSync } from 'node:fs';
import path from 'node:path';
import { type ExitCode, exitCodes } from '../cli/exit-codes.ts';
import type { Shell } from '../cli/shell.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { startLocalCluster } from '../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../src/adapters/local/stop-local-cluster.ts';
import { startAuditGroup } from './audit-group.ts';
import { type Narrator, narrator } from './narrator.ts';
import { type Operator, operatorOf } from './operator.ts';
import { type OrderService, startOrderService } from './order-service.ts';
import { priceWorkload } from './price-workload.ts';
import { putRight } from './put-right.ts';
import { giveLogin, rotateUsers } from './rotate-users.ts';
import { showVerdicts, whatToTryNext } from './show-verdicts.ts';
import { layOutTopics, users } from './topics-and-rights.ts';
import { watchUntilJudged } from './watch.ts';

/** Whoever started something puts here how it ends. Ends run last first, whatever happened. */
type Endings = (() => Promise<void>)[];

/**
 * The main job, shown on a real Kafka: three secured brokers, an order service, one consumer that hangs on a record it
 * cannot read and one that falls behind. The lag check says so, why, and what to do next; the group is put right, and the
 * users of the service are rotated while it works. At the end what it writes is measured and priced.
 */
export async function playStory(shell: Shell): Promise<ExitCode> {
  const tell = narrator(shell);
  const endings: Endings = [];
  const directory = path.join(shell.cwd, '.kafka-steward', 'demo');
  try {
    const cluster = await bringUpCluster(directory, tell, endings, shell.interruption);
    const operator = operatorOf(cluster, shell, tell);
    const loginPath = await layOut(cluster, operator, tell);
    const service = await startApplications(cluster, loginPath, tell, endings);
    shell.interruption.throwIfAborted();
    tell.step('checking lag with a login that may only describe, until the verdicts are in');
    const judged = await watchUntilJudged(cluster.connectionFor(users.steward), shell, tell);
    await showVerdicts(judged, shell, tell);
    await putRight(judged, cluster, service, operator, shell, tell);
    shell.interruption.throwIfAborted();
    await rotateUsers(cluster, loginPath, service, operator, tell);
    shell.interruption.throwIfAborted();
    await priceWorkload(cluster, shell, tell);
  } finally {
    tell.step('stopping everything that was started');
    for (const end of endings.toReversed()) await end();
    tell.step('nothing is left running');
  }
  shell.stdout.write(whatToTryNext);
  return exitCodes.done;
}

async function bringUpCluster(
  directory: string,
  tell: Narrator,
  endings: Endings,
  interruption: AbortSignal,
): Promise<LocalCluster> {
  tell.step('bringing up three brokers: SASL_SSL, SCRAM-SHA-512, ACLs (the first time, Maven brings the jars)');
  const removeCluster = async (): Promise<void> => {
    if (existsSync(directory)) await stopLocalCluster(directory, 'purge');
  };
  // What a run that was killed left behind.
  await removeCluster();
  endings.push(removeCluster);
  const cluster = await startLocalCluster({
    directory,
    brokers: 3,
    security: 'scram',
    users: [users.steward],
    onProgress: message => tell.detail(message),
    interruption,
  });
  process.once('exit', () => cluster.killAtExit());
  return cluster;
}

async function layOut(cluster: LocalCluster, operator: Operator, tell: Narrator): Promise<string> {
  tell.step('making topics, rights, and a login for the order service that can be rotated');
  await layOutTopics(cluster);
  return await giveLogin(cluster, operator);
}

async function startApplications(
  cluster: LocalCluster,
  loginPath: string,
  tell: Narrator,
  endings: Endings,
): Promise<OrderService> {
  tell.step('starting an order service: two producers, three kafkajs groups, one group of the new protocol in Java');
  const audit = await startAuditGroup(cluster, loginPath);
  endings.push(audit.stop);
  const service = await startOrderService(cluster, loginPath, tell);
  endings.push(service.stop);
  return service;
}
