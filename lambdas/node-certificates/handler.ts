import { createHash } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { secretsManager } from '../../src/adapters/aws/secrets/secrets-manager.ts';
import { sendCloudFormationAnswer as send } from '../../src/adapters/aws/send-cloudformation-answer.ts';
import { certificateMaker as maker } from '../../src/adapters/certificates/certificate-maker.ts';
import { outOfTime } from '../out-of-time.ts';
import { answerCloudFormation } from './answer-cloudformation.ts';
import { certifyNodes } from './certify-nodes.ts';
import { cloudFormationCallOf } from './cloudformation-call.ts';
import type { NodeCertificatesAttributes } from './contract.ts';
import { parseRequest } from './request.ts';
import { readSettings } from './settings.ts';

const logger = new Logger({ serviceName: 'node-certificates' });
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const world = { secrets: secretsManager(new SecretsManagerClient()), maker, nowMs: Date.now, hash };

/** Settings are not read at cold start: CloudFormation would wait for an answer to a call that never began. */
const certify = async (asked: unknown): Promise<Record<keyof NodeCertificatesAttributes, string>> => {
  const report = await certifyNodes(parseRequest(asked), readSettings(process.env), world);
  const { authorityCertificate: AuthorityCertificate, ...result } = report;
  logger.info('nodes are certified', { result });
  return { AuthorityCertificate };
};

export const handler = middy(outOfTime('the certificates', 'the next call goes on with them'))
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => {
    const call = cloudFormationCallOf(event);
    if (call === undefined) return await certify(event);
    const { ResourceProperties: asked } = call;
    const leftMs = () => context.getRemainingTimeInMillis();
    return await answerCloudFormation(call, { attributes: async () => await certify(asked), leftMs, send });
  });
