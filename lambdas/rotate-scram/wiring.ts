import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mskScramAssociations } from '../../src/adapters/aws/msk-scram-associations.ts';
import { openRunTable } from '../../src/adapters/aws/runs/open-run-table.ts';
import { secretsManager } from '../../src/adapters/aws/secrets/secrets-manager.ts';
import { usualAcceptWithinMs } from '../../src/operations/scram-world.ts';
import type { SecretVersions } from '../../src/ports/secret-versions.ts';
import { functionConnection, openConnection } from '../kafka-cluster/open.ts';
import type { RotationEvent } from './contract.ts';
import type { RotationTools, RotationWorld } from './rotate.ts';
import type { RotateScramSettings } from './settings.ts';

export interface Call {
  readonly leftMs: () => number;
  readonly onWaiting: (sentence: string) => void;
}

/** What is left to be done once brokers were waited for: journal, reading back, letting the cluster go. */
const afterwardsMs = 20_000;
const client = { functionName: 'rotate-scram' };

/** Clients of AWS live as long as the execution environment; the cluster is logged in to anew each time. */
export const wire = (settings: RotateScramSettings, region: string | undefined) => {
  const secrets = secretsManager(new SecretsManagerClient());
  const runs = openRunTable(new DynamoDBClient(), settings.runTable, Date.now);
  const { clusterArn } = settings;
  const associations =
    clusterArn === undefined ? undefined : mskScramAssociations(new KafkaClient(), clusterArn, sleep);
  const usualMs = clusterArn === undefined ? usualAcceptWithinMs.brokers : usualAcceptWithinMs.msk;

  const openWorld = async (own: SecretVersions, { leftMs, onWaiting }: Call): Promise<RotationWorld> => {
    const connection = await functionConnection(settings, { region });
    const cluster = await openConnection(connection, client);
    try {
      const world = {
        target: await cluster.readTarget(),
        secrets: own,
        users:
          clusterArn === undefined || associations === undefined
            ? ({ kind: 'brokers', credentials: cluster.credentials } as const)
            : ({ kind: 'msk', clusterArn, associations } as const),
        prover: cluster.logins,
        acls: cluster.acls,
        nowMs: Date.now,
        sleep: async (ms: number) => await sleep(ms),
        acceptWithinMs: Math.max(0, Math.min(usualMs, leftMs() - afterwardsMs)),
        onWaiting,
      };
      const bootstrapServers = connection.bootstrapServers.map(({ host, port }) => `${host}:${port}`).join(',');
      return { world, bootstrapServers, close: () => cluster.close() };
    } catch (error) {
      cluster.close();
      throw error;
    }
  };

  return {
    secrets,
    toolsFor: ({ SecretId, RotationToken }: RotationEvent, call: Call): RotationTools => {
      const own = handingOn(secrets, SecretId, RotationToken);
      const { journal, lock } = runs;
      return {
        journal,
        lock,
        nowMs: Date.now,
        secrets: own,
        openWorld: () => openWorld(own, call),
        leftMs: call.leftMs,
      };
    },
  };
};

/** Secrets Manager, where it calls under a role, takes a value only with the token it gave. */
const handingOn = (secrets: SecretVersions, pointer: string, rotationToken: string | undefined): SecretVersions =>
  rotationToken === undefined
    ? secrets
    : {
        ...secrets,
        put: (secretId, version) =>
          secrets.put(secretId, secretId === pointer ? { ...version, rotationToken } : version),
      };
