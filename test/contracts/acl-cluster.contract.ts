import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AclBinding, aclText } from '../../src/domain/acls/acl-binding.ts';
import { type AclFilter, fitsFilter } from '../../src/domain/acls/acl-filter.ts';
import type { AclCluster, WrittenAcl } from '../../src/ports/acl-cluster.ts';

/** What every AclCluster does. `prefix` begins the names of what is made there, and of nothing else. */
export function defineAclClusterContract(
  name: string,
  open: () => Promise<{ acls: AclCluster; prefix: string }>,
): void {
  describe(`${name} as a cluster with ACLs`, () => {
    let acls: AclCluster;
    let prefix: string;
    let group: string;
    const listed = async (filter: AclFilter): Promise<string[]> => texts(await acls.listAcls(filter));
    const bindings = (): AclBinding[] => {
      const read = { resourceType: 'Group', host: '*', operation: 'Read' } as const;
      const [app, other] = [`User:${prefix}app`, `User:${prefix} "ö" of the others`];
      return [
        { ...read, resourceName: group, patternType: 'literal', principal: app, permission: 'allow' },
        { ...read, resourceName: group, patternType: 'literal', principal: app, permission: 'deny' },
        { ...read, resourceName: group, patternType: 'literal', principal: other, permission: 'deny' },
        { ...read, resourceName: group, patternType: 'prefixed', principal: app, permission: 'deny' },
        { ...read, resourceName: group.slice(0, -1), patternType: 'prefixed', principal: app, permission: 'allow' },
        { ...read, resourceName: group, patternType: 'literal', principal: app, permission: 'deny', host: '10.0.0.7' },
        { ...read, resourceName: group, patternType: 'literal', principal: app, permission: 'deny', operation: 'All' },
        { ...read, resourceName: '*', patternType: 'literal', principal: app, permission: 'allow' },
        {
          ...read,
          resourceName: group,
          patternType: 'literal',
          principal: app,
          permission: 'deny',
          resourceType: 'Topic',
        },
      ];
    };

    beforeAll(async () => {
      ({ acls, prefix } = await open());
      group = `${prefix}group`;
      expect(refusals(await acls.createAcls(bindings()))).toEqual([]);
      await known(acls, bindings());
    });

    afterAll(async () => {
      expect(refusals(await acls.deleteAcls(bindings()))).toEqual([]);
      await known(acls, [], bindings());
      expect(await listed({ resourceName: group })).toEqual([]);
    });

    it('finds what fits in all that is given, as an authorizer does', async () => {
      const mine = { principal: `User:${prefix}app` };
      const filters: AclFilter[] = [
        mine,
        { ...mine, resourceType: 'Topic' },
        { ...mine, operation: 'All' },
        { ...mine, permission: 'allow' },
        { ...mine, host: '10.0.0.7' },
        { resourceType: 'Group', resourceName: group },
        { resourceType: 'Group', resourceName: group, pattern: 'literal' },
        { resourceType: 'Group', resourceName: group, pattern: 'prefixed' },
        { ...mine, resourceType: 'Group', resourceName: group, pattern: 'match' },
        { ...mine, resourceName: '*', pattern: 'literal' },
        { resourceType: 'Group', resourceName: `${prefix}no such group` },
      ];
      for (const filter of filters) {
        const expected = bindings().filter(binding => fitsFilter(binding, filter));
        expect(await listed(filter), JSON.stringify(filter)).toEqual(texts(expected));
      }
    });

    it('tells what this login may do', async () => {
      expect(await acls.readAclRights()).toEqual({ mayList: true, mayChange: true });
    });

    it('creates what is there already without a word, and does nothing for nothing', async () => {
      const [first] = bindings() as [AclBinding];
      expect(await acls.createAcls([first])).toEqual([{ binding: first }]);
      expect(await acls.createAcls([])).toEqual([]);
      expect(await acls.deleteAcls([])).toEqual([]);
    });

    it('deletes exactly what is named, one by one, and what is gone without a word', async () => {
      for (const gone of bindings()) {
        await acls.createAcls(bindings());
        await known(acls, bindings());
        expect(await acls.deleteAcls([gone])).toEqual([{ binding: gone }]);
        const left = bindings().filter(binding => aclText(binding) !== aclText(gone));
        await known(acls, left, [gone]);
        expect(await acls.deleteAcls([gone])).toEqual([{ binding: gone }]);
      }
      await acls.createAcls(bindings());
      await known(acls, bindings());
    });
  });
}

const texts = (bindings: readonly AclBinding[]): string[] => bindings.map(aclText).toSorted();

const refusals = (rows: readonly WrittenAcl[]): string[] => rows.flatMap(({ refusal }) => refusal ?? []);

/** Waits until every broker knows the first and has forgotten the others. */
async function known(acls: AclCluster, there: readonly AclBinding[], gone: readonly AclBinding[] = []): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const { bindings } of await acls.listAclsOfBrokers({})) {
        const now = new Set(texts(bindings));
        expect(there.filter(each => !now.has(aclText(each)))).toEqual([]);
        expect(gone.filter(each => now.has(aclText(each)))).toEqual([]);
      }
    },
    { timeout: 20_000, interval: 50 },
  );
}
