import { expect, it } from 'vitest';
import { openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';

it('tells the settings of every broker, without those of the authorizer and without passwords', async () => {
  const cluster = await sharedCluster();
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const rows = await opened.readSettings();
  expect(rows.map(({ brokerId, problem }) => ({ brokerId, problem }))).toEqual(
    [1, 2, 3].map(brokerId => ({ brokerId, problem: undefined })),
  );
  for (const { values } of rows) {
    expect(values).toMatchObject({ 'connections.max.reauth.ms': '0' });
    expect(values).not.toHaveProperty(['super.users']);
    expect(Object.keys(values).filter(name => /jaas|password/.test(name))).toEqual([]);
  }
  opened.close();
});

it('says why a broker does not tell', async () => {
  const cluster = await sharedCluster();
  const opened = await openCluster(cluster.connectionFor('auditor'), realClock);
  const rows = await opened.readSettings();
  expect(rows.map(({ problem }) => problem)).toEqual(
    Array.from({ length: 3 }, () => 'this login lacks DescribeConfigs on the cluster'),
  );
  opened.close();
});
