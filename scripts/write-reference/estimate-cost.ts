import * as z from 'zod/mini';
import { requestSchema } from '../../src/adapters/cost-request/request-schema.ts';

/** What `estimate-cost` and `cost compare --workload` can be asked, for editors and checkers of JSON. */
export function renderEstimateCostRequest(): string {
  const title = 'A request to estimate-cost, and a file for cost compare --workload';
  return `${JSON.stringify({ ...z.toJSONSchema(requestSchema), title }, null, 2)}\n`;
}
