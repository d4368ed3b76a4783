import { type AclBinding, aclText } from '../../../src/domain/acls/acl-binding.ts';
import { fitsFilter } from '../../../src/domain/acls/acl-filter.ts';
import type { AclCluster } from '../../../src/ports/acl-cluster.ts';

export interface InMemoryAcls extends AclCluster {
  readonly all: () => readonly AclBinding[];
}

/** One broker that keeps rules and obeys none. */
export function inMemoryAcls(bindings: readonly AclBinding[] = []): InMemoryAcls {
  const kept = new Map(bindings.map(binding => [aclText(binding), binding]));
  const listAcls: AclCluster['listAcls'] = async filter => [...kept.values()].filter(each => fitsFilter(each, filter));
  return {
    all: () => [...kept.values()],
    listAcls,
    listAclsOfBrokers: async filter => [{ brokerId: 1, bindings: await listAcls(filter) }],
    readAclRights: async () => ({ mayList: true, mayChange: true }),
    createAcls: async created =>
      created.map(binding => {
        kept.set(aclText(binding), binding);
        return { binding };
      }),
    deleteAcls: async deleted =>
      deleted.map(binding => {
        kept.delete(aclText(binding));
        return { binding };
      }),
  };
}
