/** By these, groups, instances and volumes are found: whoever looks after nodes knows no names of resources. */
export const nodeTags = {
  cluster: 'kafka-steward:cluster',
  nodeId: 'kafka-steward:node-id',
  role: 'kafka-steward:role',
} as const;
