import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { actionsOf, statementsIn } from '../../../statements.ts';
import { templateFor } from '../../../synth.ts';

const stacks = [
  ['Standard', templateFor({ cluster: 'msk' }, 'Msk'), 'comparison-msk'],
  ['Express', templateFor({ cluster: 'msk-express' }, 'MskExpress'), 'comparison-msk-express'],
  ['Serverless', templateFor({ cluster: 'msk-serverless' }, 'MskServerless'), 'comparison-msk-serverless'],
] as const;

describe('the rights on an MSK cluster', () => {
  it.each(stacks)(
    'of a client that logs in by IAM are on this cluster and what is in it, for %s',
    (_name, template, name) => {
      const statements = statementsIn(template, 'ClientPolicy');
      const things = statements.flatMap(
        ({ Resource }) => JSON.stringify(Resource).match(/:(topic|group|transactional-id)\/[^"]+/g) ?? [],
      );
      expect(things).toEqual([`:topic/${name}/*`, `:group/${name}/*`, `:transactional-id/${name}/*`]);
      const onCluster = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('Fn::GetAtt'));
      expect(onCluster.flatMap(actionsOf).toSorted()).toEqual([
        'kafka-cluster:Connect',
        'kafka-cluster:DescribeCluster',
        'kafka-cluster:WriteDataIdempotently',
        'kafka:DescribeClusterV2',
        'kafka:GetBootstrapBrokers',
      ]);
      template.hasOutput('ClientPolicyArn', {});
    },
  );

  it.each(stacks.slice(0, 2))('from other VPCs are for this account alone, for %s', (_name, template) => {
    template.hasResourceProperties('AWS::MSK::ClusterPolicy', {
      Policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::Join': Match.anyValue() } },
            Action: Match.arrayWith(['kafka:CreateVpcConnection']),
            Resource: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] },
          },
        ],
      },
    });
  });
});
