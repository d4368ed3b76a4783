const smallest = -(2 ** 31);
const names = new Map<number, readonly string[]>();

/** For each partition of the offsets topic the name of a group that would be kept there, and that nobody has. */
export function groupNames(partitionCount: number): readonly string[] {
  const known = names.get(partitionCount);
  if (known !== undefined) return known;
  const found = new Map<number, string>();
  for (let number = 0; found.size < partitionCount; number += 1) {
    const name = `kafka-steward-asks-${number}`;
    const partition = partitionOf(name, partitionCount);
    if (!found.has(partition)) found.set(partition, name);
  }
  const made = Array.from({ length: partitionCount }, (_, partition) => found.get(partition) ?? '');
  names.set(partitionCount, made);
  return made;
}

/** As GroupMetadataManager.partitionFor has it: Java's hash of the name without its sign, modulo the partitions. */
export function partitionOf(group: string, partitionCount: number): number {
  let hash = 0;
  for (let at = 0; at < group.length; at += 1) hash = (Math.imul(hash, 31) + group.charCodeAt(at)) | 0;
  return (hash === smallest ? 0 : Math.abs(hash)) % partitionCount;
}
