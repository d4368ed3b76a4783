/** By these, groups, instances and volumes are found: whoever looks after nodes knows no names of resources. */
export const nodeTags = {
  cluster: 'kafka-steward:cluster',
  nodeId: 'kafka-steward:node-id',
  role: 'kafka-steward:role',
} as const;

/** The SSM document that says what may be asked of the nodes of a cluster. */
export const nodeDocumentName = (cluster: string): string => `kafka-steward-${cluster}-node`;
