import { Match } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { templateFor } from '../../../synth.ts';

const template = templateFor({ cluster: 'msk-serverless' }, 'MskServerless');

describe('MSK Serverless', () => {
  it('is reached by IAM only, from three subnets', () => {
    template.hasResourceProperties('AWS::MSK::ServerlessCluster', {
      ClusterName: 'comparison-msk-serverless',
      ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
      VpcConfigs: [
        { SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()], SecurityGroups: [Match.anyValue()] },
      ],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 9098, ToPort: 9098 });
  });

  it('is spared what it does not have', () => {
    for (const type of [
      'AWS::MSK::Configuration',
      'AWS::MSK::BatchScramSecret',
      'AWS::MSK::ClusterPolicy',
      'AWS::SecretsManager::Secret',
      'AWS::ApplicationAutoScaling::ScalableTarget',
      'AWS::Logs::LogGroup',
      'AWS::Lambda::Function',
    ])
      template.resourceCountIs(type, 0);
  });
});
