import type { EstimateRequest } from '../../src/domain/cost/estimate-request.ts';

export const anyRequest: EstimateRequest = {
  region: 'us-east-1',
  in: '50MB/s',
  fanOut: 3,
  retention: '3d',
  partitions: 1000,
};
