import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { readNodeArtifact } from '../../ec2/node-artifact.ts';
import type { NodeVariables } from '../../ec2/node-variables.ts';

export interface ArtifactAssetProps {
  /** Where `npm run build:nodes` puts Kafka and the scripts of a node. */
  readonly directory: string;
}

/** What nodes run. A deployment puts it into the bucket of its assets, and nodes take it from there with this digest only. */
export class ArtifactAsset extends Construct {
  readonly artifact: NodeVariables['artifact'];
  readonly objectArn: string;

  constructor(scope: Construct, id: string, { directory }: ArtifactAssetProps) {
    super(scope, id);
    const { path, sha256 } = readNodeArtifact(directory);
    const { bucket, s3BucketName, s3ObjectKey } = new Asset(this, 'Asset', { path });
    this.artifact = { bucket: s3BucketName, key: s3ObjectKey, sha256 };
    this.objectArn = bucket.arnForObjects(s3ObjectKey);
  }
}
