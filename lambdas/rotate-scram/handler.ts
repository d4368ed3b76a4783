import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { emfPasswordAges } from '../../src/adapters/aws/emf-password-ages.ts';
import { outOfTime } from '../out-of-time.ts';
import type { RotateScramResult } from './contract.ts';
import { parseRotateScramEvent } from './event.ts';
import { rotate } from './rotate.ts';
import { readSettings } from './settings.ts';
import { tellAges } from './tell-ages.ts';
import { wire } from './wiring.ts';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'rotate-scram', persistentLogAttributes: { cluster: settings.clusterName } });
const { secrets, toolsFor } = wire(settings, process.env['AWS_REGION']);
const publish = emfPasswordAges(settings.clusterName);

export const handler = middy<unknown, RotateScramResult>(outOfTime('the rotation', 'Secrets Manager repeats it'))
  .use(injectLambdaContext(logger))
  .handler(async (asked, context) => {
    const event = parseRotateScramEvent(asked);
    // Never the event: it may hold a token.
    if ('tellAges' in event) return await tellAges(event.tellAges, secrets, { nowMs: Date.now(), publish });
    const { Step: step, SecretId: secretId } = event;
    const tools = toolsFor(event, {
      leftMs: () => context.getRemainingTimeInMillis(),
      onWaiting: waitingFor => logger.info('waiting', { step, secretId, waitingFor }),
    });
    const result = await rotate(event, tools);
    logger.info('rotation step done', { step, secretId, result });
    return result;
  });
