/** What a node tells of itself. */
export interface NodeStatus {
  /** Another one after each start; absent: Kafka does not run. */
  readonly process?: string;
  readonly clusterId?: string;
}

/** Reads the line of JSON that `kafka-node status` writes. Undefined where there is no such line. */
export function parseNodeStatus(output: string): NodeStatus | undefined {
  const line = output.split('\n').findLast(each => each.trim().startsWith('{'));
  const told = line === undefined ? undefined : parseObject(line);
  if (typeof told?.['service'] !== 'string') return undefined;
  const { service, process, clusterId } = told;
  return {
    ...(service === 'active' && typeof process === 'string' ? { process } : {}),
    ...(typeof clusterId === 'string' ? { clusterId } : {}),
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
