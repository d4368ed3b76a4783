/** What the stack gives the functions that look after nodes, beside what every runbook gets. */
export interface NodesEnvironment {
  /** The cluster as the stack of its nodes calls it. */
  readonly NODES: string;
}
