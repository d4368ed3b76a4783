import { expect, it } from 'vitest';
import { aclText } from '../../../src/domain/acls/acl-binding.ts';
import { isHoldStep } from '../../../src/domain/offsets/with-hold.ts';
import { openScene } from '../adapters/kafka/scene.ts';
import { withLocalCluster } from '../broker-fixture.ts';
import { ofTopics, openOffsetScene, stage } from './offset-scene.ts';

/** What Amazon MSK sets unless told otherwise. */
const openToAll = { 'allow.everyone.if.no.acl.found': 'true' };

it('does not lock this login out where the first ACL closes a group that was open to everybody', async () => {
  const users = ['app', 'operator'];
  await withLocalCluster({ brokers: 1, security: 'scram', users, extraBrokerProperties: openToAll }, async cluster => {
    const scene = await openOffsetScene(cluster, 0, 'operator');
    const asApp = await openScene(cluster.connectionFor('app'));
    const { topic, group } = await stage(scene, 'open');
    expect(await asApp.commit(group, topic, [5n])).toEqual([0]);
    const hold = { principals: ['User:app'] };
    const plan = await scene.plan(group, { kind: 'latest' }, { ...ofTopics(topic), hold });
    expect(plan.steps.filter(isHoldStep).map(({ bindings }) => bindings.map(aclText))).toEqual(
      Array.from({ length: 2 }, () => [
        `deny Read on Group ${JSON.stringify(group)} (literal) to "User:app" from "*"`,
        `allow All on Group ${JSON.stringify(group)} (literal) to "User:operator" from "*"`,
      ]),
    );
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect((await scene.commitsOf(group)).map(({ commit }) => commit?.offset)).toEqual([10, 10, 10]);
    expect(await scene.opened.acls.listAcls({})).toEqual([]);
    expect(await asApp.commit(group, topic, [6n])).toEqual([0]);
    await asApp.close();
    await scene.close();
  });
});
