import { describe, expect, it } from 'vitest';
import { comparisonVariants, templateFor } from '../../synth.ts';

describe('the stack that sends loads', () => {
  it.each(comparisonVariants)('is what the snapshot shows for %s', (_name, context) => {
    expect(templateFor(context, 'Load').toJSON()).toMatchSnapshot();
  });

  it('keeps its reports, and empties the bucket where they go with it: S3 deletes none that has objects', () => {
    const kept = templateFor({ cluster: 'msk' }, 'Load');
    kept.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate' });
    kept.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    const gone = templateFor({ cluster: 'msk', keepData: 'no' }, 'Load');
    gone.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    gone.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  });
});
