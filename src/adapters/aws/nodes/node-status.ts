/** What a node tells of itself. */
export interface NodeStatus {
  /** Another one after each start; absent: Kafka does not run. */
  readonly process?: string;
  readonly clusterId?: string;
}

/**
 * Reads what `kafka-node status` writes: one line of JSON, with `process` and `clusterId` as texts. An empty process is
 * none. Undefined where there is no such line.
 */
export function parseNodeStatus(output: string): NodeStatus | undefined {
  const line = output.split('\n').findLast(each => each.trim().startsWith('{'));
  const told = line === undefined ? undefined : parseObject(line);
  if (told === undefined) return undefined;
  const textOf = (key: string): string | undefined => {
    const value = told[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [process, clusterId] = [textOf('process'), textOf('clusterId')];
  return { ...(process === undefined ? {} : { process }), ...(clusterId === undefined ? {} : { clusterId }) };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
