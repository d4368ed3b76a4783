import type { AclBinding } from '../../../domain/acls/acl-binding.ts';
import { OperationError } from '../../../domain/errors.ts';
import type { WrittenAcl } from '../../../ports/acl-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { passes } from '../client/row-code.ts';
import { createAcls as createApi } from '../protocol/generated/create-acls.ts';
import { deleteAcls as deleteApi } from '../protocol/generated/delete-acls.ts';
import { bindingCodes, filterCodes } from './acl-codes.ts';
import { aclRefusal } from './acl-refusal.ts';

/** Any broker takes it: in KRaft it hands the request on to the controller, with ZooKeeper it writes by itself. */
export async function createAcls(
  client: ClusterClient,
  bindings: readonly AclBinding[],
): Promise<readonly WrittenAcl[]> {
  if (bindings.length === 0) return [];
  return await client.askAny(async connection => {
    const { results } = await connection.request(createApi, { creations: bindings.map(bindingCodes) });
    return rowsOf(bindings, results);
  });
}

export async function deleteAcls(
  client: ClusterClient,
  bindings: readonly AclBinding[],
): Promise<readonly WrittenAcl[]> {
  if (bindings.length === 0) return [];
  // A filter with all fields given fits one binding: names, principals and hosts are compared letter by letter.
  const filters = bindings.map(({ patternType, ...exact }) => filterCodes({ ...exact, pattern: patternType }));
  return await client.askAny(async connection => {
    const { filterResults } = await connection.request(deleteApi, { filters });
    const results = filterResults.map(
      ({ matchingAcls, ...whole }) => [whole, ...matchingAcls].find(({ errorCode }) => errorCode !== 0) ?? whole,
    );
    return rowsOf(bindings, results);
  });
}

function rowsOf(
  bindings: readonly AclBinding[],
  results: readonly { readonly errorCode: number; readonly errorMessage: string | null }[],
): readonly WrittenAcl[] {
  const passing = results.find(({ errorCode }) => passes(errorCode));
  if (passing !== undefined) {
    const message = aclRefusal(passing.errorCode, 'Alter', passing.errorMessage);
    throw new OperationError('BrokerRefused', message, { retryable: true });
  }
  return bindings.map((binding, at) => {
    const { errorCode = -1, errorMessage = null } = results[at] ?? {};
    return { binding, ...(errorCode === 0 ? {} : { refusal: aclRefusal(errorCode, 'Alter', errorMessage) }) };
  });
}
