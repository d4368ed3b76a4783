import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPlanSeal, sha256 } from '../../../cli/new-plan.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { createLocalSecret, localSecrets } from '../../../src/adapters/local/secrets/local-secrets.ts';
import { propertiesPathOf } from '../../../src/adapters/local/secrets/pointer-properties.ts';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import { type RotationStrategy, usernamesOf } from '../../../src/domain/scram/rotated-user.ts';
import type { ScramRotationStep } from '../../../src/domain/scram/rotation-step.ts';
import { parsePointerValue } from '../../../src/domain/scram/secret-value.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { newPointerName } from '../../../src/operations/scram-find-pointer.ts';
import { scramRotation } from '../../../src/operations/scram-rotation.ts';
import type { ScramWorld } from '../../../src/operations/scram-world.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';

export type RotationScene = Awaited<ReturnType<typeof openRotationScene>>;

/** A user that may read and write a topic and be in groups of its own, whose login applications read from a file. */
export async function openRotationScene(cluster: LocalCluster, base: string, strategy: RotationStrategy) {
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const directory = await mkdtemp(join(tmpdir(), 'rotation-'));
  const store = { directory: join(directory, 'secrets'), nowMs: Date.now, caPath: cluster.directory.caCertificate };
  const secrets = localSecrets(store);
  const runs = openRunDirectory(join(directory, 'runs'), Date.now);
  const secretId = newPointerName(base);
  const prefix = `rotated-${randomUUID().slice(0, 8)}`;
  const world: ScramWorld = {
    target: await opened.readTarget(),
    secrets,
    users: { kind: 'brokers', credentials: opened.credentials },
    prover: opened.logins,
    acls: opened.acls,
    makeSecret: async (name, tags) => {
      await createLocalSecret(store, { name, tags });
    },
    ...realClock,
    acceptWithinMs: 60_000,
    onWaiting: () => undefined,
  };

  const change = async (isFirst: boolean): Promise<ChangeReport<ScramRotationStep>> => {
    const mechanism = 'SCRAM-SHA-512' as const;
    const create = { base, strategy, mechanism, bootstrapServers: cluster.bootstrapServers };
    const request = { store: store.directory, secretId, token: randomUUID(), ...(isFirst ? { create } : {}) };
    const plan = await planChange(scramRotation, request, world, newPlanSeal(realClock));
    const approval = { person: 'tester', digest: plan.digest };
    const who = { nowMs: Date.now, hash: sha256, person: 'tester', leaseMs: 180_000 };
    return await applyChange(scramRotation, { plan, approval }, { ...runs, ...who, world });
  };

  const topic = `${prefix}-records`;
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 6, replicationFactor: 3 }], waitForLeaders: true });
  await admin.disconnect();
  const principal = `User:${usernamesOf({ base, strategy })[0] ?? ''}`;
  const rule = { principal, host: '*', permission: 'allow', resourceName: prefix, patternType: 'prefixed' } as const;
  await opened.acls.createAcls([
    { ...rule, resourceType: 'Topic', operation: 'Read' },
    { ...rule, resourceType: 'Topic', operation: 'Write' },
    { ...rule, resourceType: 'Group', operation: 'Read' },
  ]);
  const { outcome, reasons } = await change(true);
  if (outcome !== 'done') throw new Error(reasons.join('; '));

  return {
    topic,
    directory,
    group: (name: string): string => `${prefix}-${name}`,
    propertiesPath: propertiesPathOf(store.directory, secretId),
    rotate: () => change(false),
    /** What applications read now. */
    readLogin: async () => {
      const current = await secrets.read(secretId, { label: 'AWSCURRENT' });
      const parsed = current && parsePointerValue(current.value);
      if (parsed?.kind !== 'parsed') throw new Error('the secret has no login');
      return parsed.value;
    },
    close: async () => {
      opened.close();
      await rm(directory, { recursive: true });
    },
  };
}
