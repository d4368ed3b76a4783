import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { defaultNotifyFrom } from '../../src/domain/lag/incidents.ts';
import { scheduledLagWindow } from '../../src/domain/lag/rules.ts';
import { runScheduledLagCheck } from '../../src/operations/run-scheduled-lag-check.ts';
import { outOfTime } from '../out-of-time.ts';
import type { CheckLagRequest, CheckLagResult } from './contract.ts';
import { readDueAtMs } from './request.ts';
import { resultOf } from './result.ts';
import { readSettings } from './settings.ts';
import { wire } from './wiring.ts';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'check-lag', persistentLogAttributes: { cluster: settings.clusterName } });
const world = wire(settings, process.env['AWS_REGION']);
const advice = 'give the function more memory, or see which broker is slow in the runbook lag-check-failing';
const check = { ...scheduledLagWindow, rules: settings.rules, notifyFrom: defaultNotifyFrom };

export const handler = middy<CheckLagRequest, CheckLagResult>(outOfTime('the lag check', advice))
  .use(injectLambdaContext(logger))
  .handler(async event => {
    const result = resultOf(await runScheduledLagCheck(check, world, readDueAtMs(event)));
    logger.info('lag checked', { result });
    return result;
  });
