import * as z from 'zod/mini';
import { parseVariables, text, type Variables } from '../variables.ts';
import type { TrackRunEnvironment } from './contract.ts';

/** The environment, read once at cold start. */
export interface Settings {
  readonly clusterName: string;
  readonly runTable: string;
  readonly reportBucket: string;
  readonly topicArn: string;
}

const environment = z.object({
  CLUSTER_NAME: text,
  RUN_TABLE: text,
  REPORT_BUCKET: text,
  TOPIC_ARN: text,
} satisfies Record<keyof TrackRunEnvironment, unknown>);

export const readSettings = (variables: Variables): Settings => {
  const { CLUSTER_NAME, RUN_TABLE, REPORT_BUCKET, TOPIC_ARN } = parseVariables(environment, variables);
  return { clusterName: CLUSTER_NAME, runTable: RUN_TABLE, reportBucket: REPORT_BUCKET, topicArn: TOPIC_ARN };
};
