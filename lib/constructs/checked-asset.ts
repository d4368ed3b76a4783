import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';

export interface CheckedAssetProps {
  readonly path: string;
  /** Of the file at the path, in hex. */
  readonly sha256: string;
}

/** A file that instances run: a deployment puts it into the bucket of its assets, and they take it from there with this digest only. */
export class CheckedAsset extends Construct {
  readonly object: { readonly bucket: string; readonly key: string; readonly sha256: string };
  readonly objectArn: string;

  constructor(scope: Construct, id: string, { path, sha256 }: CheckedAssetProps) {
    super(scope, id);
    const { bucket, s3BucketName, s3ObjectKey } = new Asset(this, 'Asset', { path });
    this.object = { bucket: s3BucketName, key: s3ObjectKey, sha256 };
    this.objectArn = bucket.arnForObjects(s3ObjectKey);
  }
}
