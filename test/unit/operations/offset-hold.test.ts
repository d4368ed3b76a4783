import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../cli/new-plan.ts';
import type { Check } from '../../../src/domain/change/plan.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import { planUndo } from '../../../src/operations/plan-undo.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import type { AclCluster } from '../../../src/ports/acl-cluster.ts';
import { anyAcl } from '../../builders/any-acl.ts';
import { allowed, heldScene, onGroup, texts } from '../../builders/held-scene.ts';

const blocks = (checks: readonly Check[]): string[] =>
  checks.flatMap(each => (each.level === 'block' ? each.name : []));

const failing = (name: 'AuthorizerMissing' | 'NotAuthorized' | 'ConnectionLost', message: string) => async () => {
  throw new OperationError(name, message, { retryable: name === 'ConnectionLost' });
};

describe('a held offset reset', () => {
  it('shows the hold as its first and last step, and what it does to people', async () => {
    const { plan } = heldScene();
    const { steps, risk, objects } = await plan();
    expect(steps).toMatchObject([
      { action: 'hold', bracket: 'open', objects: [] },
      { action: 'commit' },
      { action: 'release', bracket: 'close', objects: [] },
    ]);
    expect(objects.map(({ object }) => object)).toEqual(['app orders:0', 'app orders:1']);
    expect(risk).toMatch(/; holds "User:a" and "User:b" off the group meanwhile: .* GroupAuthorizationFailed/);
  });

  it('denies the group while it is moved, and only then', async () => {
    const { plan, apply, acls, heldAtWrites } = heldScene();
    expect(await apply(await plan())).toMatchObject({ outcome: 'done', reasons: [] });
    expect(heldAtWrites).toEqual([texts([onGroup('deny', 'a'), onGroup('deny', 'b')])]);
    expect(texts(acls.all())).toEqual(texts(allowed));
  });

  it('holds nobody where nothing moves', async () => {
    const { plan, state, world } = heldScene();
    for (const [key, commit] of state.commits) state.commits.set(key, { ...commit, offset: 100 });
    expect((await plan()).steps).toEqual([]);
    expect((await offsetReset.check(await plan(), world)).filter(({ level }) => level === 'block')).toEqual([]);
  });

  it('leaves every ACL as it was, whatever there was and wherever it is killed, and moves nothing unheld', async () => {
    const some = fc.subarray([...allowed, onGroup('deny', 'a'), onGroup('deny', 'b'), onGroup('deny', 'c')]);
    const others = fc.array(anyAcl, { maxLength: 5 });
    const deaths = fc.array(fc.nat(26), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(some, others, deaths, async (known, more, boundaries) => {
        const before = [...known, ...more];
        const scene = heldScene(before);
        const unchanged = texts(scene.acls.all());
        const plan = await scene.plan({ principals: ['User:a', 'User:b'] });
        for (const boundary of boundaries) await scene.killAt(plan, boundary);
        expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
        expect(texts(scene.acls.all())).toEqual(unchanged);
        for (const held of scene.heldAtWrites) {
          expect(held).toEqual(expect.arrayContaining(texts([onGroup('deny', 'a'), onGroup('deny', 'b')])));
        }
        expect([...scene.state.commits.values()].map(({ offset }) => offset)).toEqual([100, 100]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the group back where a commit fails, and holds it again when somebody goes on', async () => {
    const { plan, apply, acls, state, heldAtWrites } = heldScene();
    state.refusals.set('orders:1', 'the group has members again');
    const planned = await plan();
    expect(await apply(planned)).toMatchObject({ outcome: 'partly-applied' });
    expect(texts(acls.all())).toEqual(texts(allowed));
    state.refusals.clear();
    expect(await apply(planned)).toMatchObject({ outcome: 'done' });
    expect(heldAtWrites.map(held => held.length)).toEqual([2, 2]);
    expect(texts(acls.all())).toEqual(texts(allowed));
  });

  it('is not undone while its hold is left: consumers would stay locked out', async () => {
    const { plan, apply, acls, killAt, runs, world } = heldScene();
    const planned = await plan();
    for (let boundary = 0; acls.all().length === allowed.length; boundary++) await killAt(planned, boundary);
    const undoPlan = async () => {
      const { story } = await readRun<OffsetStep>(runs.journal, 'run-1');
      return await offsetReset.undo(story, world);
    };
    const refused = await undoPlan();
    expect(refused.steps).toEqual([]);
    expect(refused.checks).toContainEqual({
      name: 'hold-is-over',
      level: 'block',
      sentence: 'run run-1 still holds the group, or may: "runs resume run-1" takes the hold away; undo it then',
    });
    await apply(planned);
    expect(blocks((await undoPlan()).checks)).toEqual([]);
  });

  it('is given back by a process that may do nothing else, and is named until then', async () => {
    const { plan, apply, acls, state, killAt, leftOf } = heldScene();
    const planned = await plan();
    for (let boundary = 0; acls.all().length === allowed.length; boundary++) await killAt(planned, boundary);
    expect(texts(await leftOf('run-1'))).toEqual(texts([onGroup('deny', 'a'), onGroup('deny', 'b')]));
    state.members.push({ memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' });
    expect(blocks((await apply(planned)).checks)).toEqual(['group-is-empty']);
    expect(texts(acls.all())).toEqual(texts(allowed));
    expect(await leftOf('run-1')).toEqual([]);
  });

  it('tells what is left where it cannot be given back, and gives it back later', async () => {
    const { plan, apply, acls, leftOf } = heldScene();
    const planned = await plan();
    const stuck = { acls: { ...acls, deleteAcls: failing('ConnectionLost', 'broker 1 is gone') } };
    const report = await apply(planned, stuck);
    expect(report.outcome).toBe('partly-applied');
    expect(report.reasons).toEqual([
      `may still be there: ${texts([onGroup('deny', 'a'), onGroup('deny', 'b')]).join(', ')}: broker 1 is gone`,
    ]);
    expect(await leftOf('run-1')).toHaveLength(2);
    expect(await apply(planned)).toMatchObject({ outcome: 'done' });
    expect(texts(acls.all())).toEqual(texts(allowed));
  });

  it('is not verified where a broker still knows of it', async () => {
    const { plan, apply, acls } = heldScene();
    const planned = await plan();
    let deleted = false;
    const late: AclCluster = {
      ...acls,
      deleteAcls: async bindings => {
        deleted = true;
        return await acls.deleteAcls(bindings);
      },
      listAclsOfBrokers: async filter => {
        const [row] = await acls.listAclsOfBrokers(filter);
        return [row!, { brokerId: 2, bindings: deleted ? [onGroup('deny', 'a')] : row!.bindings }];
      },
    };
    const report = await apply(planned, { acls: late });
    expect(report).toMatchObject({ outcome: 'partly-applied' });
    expect(report.reasons[0]).toMatch(/^may still be there: .*: broker 2 does not know of it yet$/);
  });

  it('waits until every broker that answers knows of it before it moves the group', async () => {
    const { plan, apply, acls, state } = heldScene();
    const planned = await plan();
    const heardAtMs = state.nowMs + 1_500;
    let writtenAtMs = 0;
    state.onWrite = () => {
      writtenAtMs = state.nowMs;
    };
    const slow: AclCluster = {
      ...acls,
      listAclsOfBrokers: async filter => [
        ...(await acls.listAclsOfBrokers(filter)),
        { brokerId: 2, bindings: state.nowMs < heardAtMs ? allowed : await acls.listAcls(filter) },
        { brokerId: 3, bindings: [], problem: 'broker 3 is down' },
      ],
    };
    expect(await apply(planned, { acls: slow })).toMatchObject({ outcome: 'done' });
    expect(writtenAtMs).toBeGreaterThanOrEqual(heardAtMs);
  });

  it('refuses what has changed since the plan', async () => {
    const { plan, acls, world } = heldScene([...allowed, onGroup('deny', 'a')]);
    const planned = await plan();
    await acls.createAcls([onGroup('deny', 'b')]);
    expect(blocks(await offsetReset.check(planned, world))).toEqual(['hold-is-as-planned']);
    await acls.deleteAcls([onGroup('deny', 'b'), onGroup('deny', 'a')]);
    expect(blocks(await offsetReset.check(planned, world))).toEqual(['hold-is-as-planned']);
  });

  it('refuses where ACLs cannot be read or changed, and changes nothing', async () => {
    const { plan, acls } = heldScene();
    const lists = (listAcls: () => Promise<never>) => ({ acls: { ...acls, listAcls } });
    const without = await plan({}, lists(failing('AuthorizerMissing', 'this cluster has no authorizer')));
    expect(without.steps).toEqual([]);
    expect(without.checks.at(-1)?.sentence).toBe('the group cannot be held: this cluster has no authorizer');
    const unread = await plan({}, lists(failing('NotAuthorized', 'this login lacks Describe on the cluster')));
    expect(blocks(unread.checks)).toEqual(['hold-can-be-made']);
    const readAclRights = async () => ({ mayList: true, mayChange: false });
    expect(blocks((await plan({}, { acls: { ...acls, readAclRights } })).checks)).toEqual(['login-may-change-acls']);
  });

  it('is undone without a hold', async () => {
    const { plan, apply, runs, world } = heldScene();
    await apply(await plan());
    const { story } = await readRun<OffsetStep>(runs.journal, 'run-1');
    const seal = { planId: 'run-2', nowMs: 0, lifetimeMs: 86_400_000, hash: sha256 };
    const back = await planUndo(offsetReset, story, world, seal);
    expect(back.steps.map(({ action }) => action)).toEqual(['commit']);
    expect(back.objects.map(({ after }) => after)).toMatchObject([{ offset: 40 }, { offset: 50 }]);
  });
});
