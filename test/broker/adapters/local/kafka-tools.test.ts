import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sharedCluster } from '../../broker-fixture.ts';

test("writes a profile that Kafka's own tools log in with", async () => {
  const cluster = await sharedCluster();
  const { stdout } = await promisify(execFile)('java', [
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(cluster.jars, '*'),
    'org.apache.kafka.tools.TopicCommand',
    '--bootstrap-server',
    cluster.bootstrapServers,
    '--command-config',
    cluster.directory.clientProperties,
    '--list',
  ]);
  expect(stdout.split('\n')).toContain('__consumer_offsets');
});
