import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { mskContext, templateFor } from '../../synth.ts';

describe('the function that estimates costs', () => {
  const template = templateFor(mskContext);

  it('is in no VPC', () => {
    const functions = template.findResources('AWS::Lambda::Function', {
      Properties: { Description: Match.stringLikeRegexp('Prices a workload') },
    });
    expect(Object.values(functions)).toHaveLength(1);
    expect(JSON.stringify(functions)).not.toContain('VpcConfig');
  });

  it('may write into its own log and do nothing else', () => {
    const roles = Object.keys(template.findResources('AWS::IAM::Policy')).filter(id => id.startsWith('EstimateCost'));
    expect(roles).toHaveLength(1);
    const { Resources: resources } = template.toJSON() as { readonly Resources: Readonly<Record<string, unknown>> };
    const own = JSON.stringify(resources[roles[0]!]);
    expect(own).toContain('logs:PutLogEvents');
    expect(own.match(/"(logs|[a-z0-9-]+):[A-Z]\w+"/g)).toEqual(['"logs:CreateLogStream"', '"logs:PutLogEvents"']);
  });

  it('is named in an output', () => {
    template.hasOutput('*', { Description: Match.stringLikeRegexp('estimate-cost-request.schema.json') });
  });
});
