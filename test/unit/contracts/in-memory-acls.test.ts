import { defineAclClusterContract } from '../../contracts/acl-cluster.contract.ts';
import { inMemoryAcls } from '../../contracts/fakes/in-memory-acls.ts';

defineAclClusterContract('the set in memory', async () => ({ acls: inMemoryAcls(), prefix: 'a-' }));
