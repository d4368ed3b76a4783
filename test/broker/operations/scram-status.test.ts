import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { brokerLogsIn } from '../../../src/adapters/local/broker-logs.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { parseAcl } from '../../../src/domain/acls/acl-binding.ts';
import { readScramStatus } from '../../../src/operations/scram-status.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { eventually, openScene } from '../adapters/kafka/scene.ts';
import { withLocalCluster } from '../broker-fixture.ts';

/** As somebody sets it who wants to know who logs in. */
const moreLogs = `
logger.authorizer.name=kafka.authorizer.logger
logger.authorizer.level=DEBUG
logger.request.name=kafka.request.logger
logger.request.level=DEBUG
`;

it('tells of each user its hash, who may use it, and what brokers have logged of it', async () => {
  await withLocalCluster({ brokers: 1, security: 'scram', users: ['app', 'idle'] }, async cluster => {
    const logging = join(cluster.directory.path, 'log4j2.properties');
    await writeFile(logging, `${await readFile(logging, 'utf8')}${moreLogs}`);
    await cluster.stopBroker(1);
    await cluster.startBroker(1);
    const scene = await openScene(cluster.connectionFor());
    const opened = await openCluster(cluster.connectionFor(), realClock);
    const [topic, group] = [scene.name('seen'), scene.name('group')];
    await scene.createTopic(topic, 1);
    await opened.acls.createAcls([
      parseAcl(`allow Read on Topic "${topic}" (literal) to "User:app" from "*"`)!,
      parseAcl(`allow Read on Group "${group}" (literal) to "User:app" from "*"`)!,
      parseAcl(`allow Read on Group "${group}" (literal) to "User:idle" from "*"`)!,
    ]);
    const consumer = createRecordClient(cluster.connectionFor('app'), { clientId: 'billing-7' }).consumer({
      groupId: group,
    });
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({ eachMessage: async () => undefined });
    const asIdle = createRecordClient(cluster.connectionFor('idle'), { retry: { retries: 0 } }).producer();
    await asIdle.connect();
    await expect(asIdle.send({ topic, messages: [{ value: 'x' }] })).rejects.toThrow();

    const world = {
      target: await opened.readTarget(),
      credentials: opened.credentials,
      acls: opened.acls,
      groups: opened,
      logs: brokerLogsIn(cluster.directory.path),
      nowMs: Date.now,
    };
    await eventually(async () => {
      const { users, unread } = await readScramStatus({ maxAgeMs: 1_000 }, world);
      expect(unread).toEqual([]);
      const [admin, app, idle] = users;
      const credentials = [{ mechanism: 'SCRAM-SHA-512', iterations: expect.any(Number) as number }];
      const members = [{ clientId: 'billing-7', clientHost: expect.stringContaining('127.0.0.1') as string }];
      expect(users.map(({ user }) => user)).toEqual(['admin', 'app', 'idle']);
      expect(admin).toMatchObject({ credentials, acls: 0, mayUse: [], seen: { isSuperUser: true } });
      expect(app).toMatchObject({
        credentials,
        acls: 2,
        mayUse: [{ group, members, others: ['User:idle'] }],
        seen: { clientIds: ['billing-7'], isSuperUser: false, hosts: ['127.0.0.1'] },
      });
      expect(idle?.seen).toMatchObject({ isSuperUser: false, deniedRequests: expect.any(Number) as number });
      expect(idle?.seen?.deniedRequests).toBeGreaterThan(0);
      expect(idle?.seen?.lastAt).toMatch(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]\d{3}$/);
    });
    await consumer.disconnect();
    await asIdle.disconnect();
    opened.close();
    await scene.close();
  });
});
