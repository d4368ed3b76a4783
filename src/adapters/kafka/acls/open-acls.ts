import type { AclCluster } from '../../../ports/acl-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { listAcls, listAclsOfBrokers } from './list-acls.ts';
import { readAclRights } from './read-acl-rights.ts';
import { createAcls, deleteAcls } from './write-acls.ts';

/** The ACLs of one cluster. */
export function openAcls(client: ClusterClient): AclCluster {
  return {
    listAcls: filter => listAcls(client, filter),
    listAclsOfBrokers: filter => listAclsOfBrokers(client, filter),
    readAclRights: () => readAclRights(client),
    createAcls: bindings => createAcls(client, bindings),
    deleteAcls: bindings => deleteAcls(client, bindings),
  };
}
