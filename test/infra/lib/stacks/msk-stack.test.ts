import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { actionsOf, allStatements } from '../../statements.ts';
import { comparisonVariants, templateFor } from '../../synth.ts';

const stackIds = { msk: 'Msk', 'msk-express': 'MskExpress', 'msk-serverless': 'MskServerless', both: 'Msk' } as const;

const variants = comparisonVariants.flatMap(([name, context]) =>
  context.cluster === 'ec2' ? [] : [[name, templateFor(context, stackIds[context.cluster]), context] as const],
);

describe('the stack of an MSK cluster', () => {
  it.each(variants)('is what the snapshot shows for %s', (_name, template) => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  it.each(variants)(
    'keeps what holds data, or takes all of it along where it is told so, for %s',
    (_name, template, context) => {
      // A deployment that fails leaves nothing behind that has the name of what it makes when it is tried again.
      const expected = 'keepData' in context ? 'Delete' : 'RetainExceptOnCreate';
      const holding = /^AWS::(MSK::(Serverless)?Cluster|MSK::Configuration|SecretsManager::Secret)$/;
      const resources = Object.values(
        template.toJSON()['Resources'] as Record<string, { Type: string; DeletionPolicy?: string }>,
      );
      const kept = resources.filter(({ Type }) => holding.test(Type));
      expect(kept.length).toBeGreaterThan(0);
      expect(new Set(kept.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set([expected]));
      const runs = resources.filter(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable');
      const protectedTable = 'keepData' in context ? 'Delete' : 'Retain';
      for (const table of runs) expect(table.DeletionPolicy).toBe(protectedTable);
    },
  );

  it.each(variants)(
    'allows nothing on every resource but what EC2 and passwords know no narrower way for, for %s',
    (_name, template) => {
      const unlimited = allStatements(template).filter(({ Resource }) => [Resource].flat().includes('*'));
      expect(unlimited.flatMap(actionsOf).filter(action => !/^ec2:|:GetRandomPassword$/.test(action))).toEqual([]);
      expect(
        allStatements(template)
          .flatMap(actionsOf)
          .filter(action => action.includes('*')),
      ).toEqual([]);
    },
  );

  it.each(variants)('tells its ARN and what it costs, for %s', (_name, template) => {
    template.hasOutput('ClusterArn', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } });
    template.hasOutput('MonthlyCost', { Value: Match.stringLikeRegexp('^about [\\d,]+\\.\\d\\d USD a month') });
  });

  it('is told costs for the region of its zones', () => {
    const template = templateFor({ cluster: 'msk', zones: 'eu-central-1a,eu-central-1b,eu-central-1c' }, 'Msk');
    template.hasOutput('MonthlyCost', { Value: Match.stringLikeRegexp('list prices of eu-central-1') });
  });
});
