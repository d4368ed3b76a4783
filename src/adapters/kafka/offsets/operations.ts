/** Kafka's AclOperation, as bits of "authorized operations" in the answers of Metadata and the describe APIs. */
const bitOf = { read: 3, delete: 6, alter: 7, describe: 8 } as const;
const notTold = -2_147_483_648;

/** Whether the operation is among those a broker lists; undefined where it lists none. */
export function mayDo(operation: keyof typeof bitOf, authorizedOperations: number): boolean | undefined {
  if (authorizedOperations === notTold) return undefined;
  return (authorizedOperations & (1 << bitOf[operation])) !== 0;
}
