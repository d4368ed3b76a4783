import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { LoadVariables } from '../../load/load-variables.ts';

export interface LoadSoftwareProps {
  /** The command line in one file, as `npm run build` writes it. */
  readonly path: string;
}

/** The command line as an instance runs it: taken from the bucket of the deployment, with this digest only. */
export class LoadSoftware extends Construct {
  readonly object: LoadVariables['software'];
  readonly objectArn: string;

  constructor(scope: Construct, id: string, { path }: LoadSoftwareProps) {
    super(scope, id);
    if (!existsSync(path)) throw new Error(`${path} is missing; make it with: npm run build`);
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    const { bucket, s3BucketName, s3ObjectKey } = new Asset(this, 'Asset', { path });
    this.object = { bucket: s3BucketName, key: s3ObjectKey, sha256 };
    this.objectArn = bucket.arnForObjects(s3ObjectKey);
  }
}
