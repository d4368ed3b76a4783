import type { EstimateRequest } from '../../src/domain/cost/estimate-request.ts';

/** What the function is asked; docs/reference has it as a JSON schema. It answers with a CostReport. */
export type EstimateCostRequest = EstimateRequest;

/** The function's time limit. An estimate with all its answers takes a second at the very most. */
export const estimateCostTimeoutSeconds = 30;
