import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { outOfTime } from '../out-of-time.ts';
import type { TrackingStageEvent } from '../runbook/contract.ts';
import { parseTrackingEvent } from '../runbook/stage-event.ts';
import { readSettings } from './settings.ts';
import { trackStage } from './track-stage.ts';
import { wire } from './wiring.ts';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'track-run', persistentLogAttributes: { cluster: settings.clusterName } });
const parts = wire(settings);

export const handler = middy<TrackingStageEvent>(outOfTime('a stage of the run', 'Step Functions repeats it'))
  .use(injectLambdaContext(logger))
  .handler(async event => {
    const parsed = parseTrackingEvent(event);
    const result = await trackStage(parsed, parts);
    // Never the event: it may hold a task token.
    logger.info('stage done', { stage: parsed.stage, runId: parsed.runId, result });
    return result;
  });
