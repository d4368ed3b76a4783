import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { AclBinding } from '../../../../../src/domain/acls/acl-binding.ts';
import type { KafkaConnection } from '../../../../../src/domain/kafka/connection.ts';
import { defineAclClusterContract } from '../../../../contracts/acl-cluster.contract.ts';
import { type OwnCluster, sharedCluster, startOwnCluster, withLocalCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';

const opened: OpenCluster[] = [];
const owned: OwnCluster[] = [];
const newPrefix = (): string => `${randomUUID().slice(0, 8)}-`;

async function open(connection: KafkaConnection): Promise<OpenCluster> {
  const cluster = await openCluster(connection, realClock);
  opened.push(cluster);
  return cluster;
}

afterAll(async () => {
  for (const cluster of opened) cluster.close();
  for (const own of owned) await own.remove();
});

const binding: AclBinding = {
  resourceType: 'Group',
  resourceName: newPrefix(),
  patternType: 'literal',
  principal: 'User:nobody',
  host: '*',
  operation: 'Read',
  permission: 'deny',
};

defineAclClusterContract('a secured KRaft cluster', async () => {
  const { acls } = await open((await sharedCluster()).connectionFor());
  return { acls, prefix: newPrefix() };
});

defineAclClusterContract('a 2.8 broker with ZooKeeper', async () => {
  const own = await startOwnCluster({
    kafkaVersion: '2.8',
    mode: 'ZooKeeper',
    extraBrokerProperties: {
      'authorizer.class.name': 'kafka.security.authorizer.AclAuthorizer',
      'super.users': 'User:ANONYMOUS',
    },
  });
  owned.push(own);
  return { acls: (await open(own.cluster.connectionFor())).acls, prefix: newPrefix() };
});

describe('ACLs that cannot be had', () => {
  it('refuses a login without rights by name, and tells that it has none', async () => {
    const { acls } = await open((await sharedCluster()).connectionFor('auditor'));
    await expect(acls.listAcls({})).rejects.toMatchObject({
      name: 'NotAuthorized',
      message: 'this login lacks Describe on the cluster: give it Describe on Cluster',
    });
    const refusal = 'this login lacks Alter on the cluster: give it Alter on Cluster';
    expect(await acls.createAcls([binding])).toEqual([{ binding, refusal }]);
    expect(await acls.deleteAcls([binding])).toEqual([{ binding, refusal }]);
    expect(await acls.readAclRights()).toEqual({ mayList: false, mayChange: false });
  });

  it('refuses a binding that the brokers refuse on its own row, in their words', async () => {
    const { acls } = await open((await sharedCluster()).connectionFor());
    const wrong: AclBinding = { ...binding, resourceName: '' };
    const [good, bad] = await acls.createAcls([binding, wrong]);
    expect(good).toEqual({ binding });
    expect(bad?.binding).toEqual(wrong);
    expect(bad?.refusal).toMatch(/^the broker refuses: INVALID_REQUEST, /);
    expect(await acls.deleteAcls([binding])).toEqual([{ binding }]);
  });

  it('tells in one line that a cluster has no authorizer', async () => {
    await withLocalCluster({ brokers: 1 }, async cluster => {
      const { acls } = await open(cluster.connectionFor());
      const sentence =
        'this cluster has no authorizer, so it keeps no ACLs (authorizer.class.name is not set on its brokers)';
      await expect(acls.listAcls({})).rejects.toMatchObject({ name: 'AuthorizerMissing', message: sentence });
      expect(await acls.createAcls([binding])).toEqual([{ binding, refusal: sentence }]);
      expect(await acls.deleteAcls([binding])).toEqual([{ binding, refusal: sentence }]);
    });
  });
});
