import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { parseEstimateRequest } from '../../src/adapters/cost-request/parse-request.ts';
import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../src/domain/cost/price-data.ts';
import { type CostReport, estimateCost } from '../../src/operations/estimate-cost.ts';
import { outOfTime } from '../out-of-time.ts';
import type { EstimateCostRequest } from './contract.ts';

const logger = new Logger({ serviceName: 'estimate-cost' });
const book = priceBookOf(embeddedPrices);

export const handler = middy<EstimateCostRequest, CostReport>(
  outOfTime('the estimate', 'give the function more memory'),
)
  .use(injectLambdaContext(logger))
  .handler(async event => {
    const report = estimateCost(parseEstimateRequest(event), book);
    const { cheapest, dataDate, workload } = report.comparison;
    logger.info('cost estimated', { region: workload.region, cheapest, dataDate });
    return await Promise.resolve(report);
  });
