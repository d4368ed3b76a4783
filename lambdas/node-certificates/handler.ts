import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { sendCloudFormationAnswer as send } from '../../src/adapters/aws/send-cloudformation-answer.ts';
import { outOfTime } from '../out-of-time.ts';
import { answerCloudFormation } from './answer-cloudformation.ts';
import { certifyNodes } from './certify-nodes.ts';
import { cloudFormationCallOf } from './cloudformation-call.ts';
import type { NodeCertificatesAttributes } from './contract.ts';
import { parseRequest } from './request.ts';
import { readSettings } from './settings.ts';
import { world } from './wiring.ts';

const logger = new Logger({ serviceName: 'node-certificates' });

export const handler = middy(outOfTime('the certificates', 'the next call goes on with them'))
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => {
    const call = cloudFormationCallOf(event);
    const attributes = async (): Promise<Record<keyof NodeCertificatesAttributes, string>> => {
      // Not at cold start: CloudFormation would wait for an answer to a call that never began.
      const settings = readSettings(process.env);
      const report = await certifyNodes(
        parseRequest(call === undefined ? event : call.ResourceProperties),
        settings,
        world,
      );
      const { authorityCertificate: AuthorityCertificate, ...result } = report;
      logger.info('nodes are certified', { result });
      return { AuthorityCertificate };
    };
    if (call === undefined) return await attributes();
    await answerCloudFormation(call, { attributes, leftMs: () => context.getRemainingTimeInMillis(), send });
    return undefined;
  });
