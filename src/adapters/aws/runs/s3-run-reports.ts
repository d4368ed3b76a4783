import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RunReports } from '../../../ports/run-reports.ts';
import { awsError } from '../aws-error.ts';

/** Reports of runs as JSON objects, one a run; a state machine carries only the key. */
export const s3RunReports = (client: S3Client, bucket: string): RunReports => ({
  async put(report) {
    const { kind, target } = report.plan;
    const key = `runs/${kind}/${encodeURIComponent(target.clusterId)}/${report.runId}.json`;
    const Body = JSON.stringify(report, undefined, 2);
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' }));
    } catch (error) {
      throw awsError(`s3 PutObject s3://${bucket}/${key}`, error);
    }
    return key;
  },
});
