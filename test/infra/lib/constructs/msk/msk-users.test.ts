import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { actionsOf, statementsIn } from '../../../statements.ts';
import { templateFor } from '../../../synth.ts';

const template = templateFor({ cluster: 'msk' }, 'Msk');
const monitoring = templateFor({ cluster: 'msk' }, 'Monitoring');

describe('the SCRAM users of an MSK cluster', () => {
  it('are admin, associated at deployment, and load, rotated every 30 days with two secrets behind it', () => {
    const names = Object.values(template.findResources('AWS::SecretsManager::Secret')).map(
      ({ Properties }) => (Properties as { Name: string }).Name,
    );
    expect(names).toEqual([
      'AmazonMSK_comparison-msk_admin',
      'AmazonMSK_comparison-msk_load-a',
      'AmazonMSK_comparison-msk_load-b',
      'kafka-steward/comparison-msk/load',
    ]);
    template.hasResourceProperties('AWS::MSK::BatchScramSecret', {
      SecretArnList: [{ Ref: Match.stringLikeRegexp('^ScramAdmin') }],
    });
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
  });

  it('are under the key of the comparison, and only MSK may read what it copies them from', () => {
    template.allResourcesProperties('AWS::SecretsManager::Secret', {
      KmsKeyId: { 'Fn::GetStackOutput': Match.anyValue() },
    });
    template.resourceCountIs('AWS::SecretsManager::ResourcePolicy', 3);
    template.allResourcesProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'kafka.amazonaws.com' },
            Action: 'secretsmanager:GetSecretValue',
          }),
        ],
      },
    });
  });

  it('are rotated only once admin can log in', () => {
    template.hasResource('AWS::SecretsManager::RotationSchedule', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ScramAdminAssociation')]),
    });
    template.hasResource('AWS::MSK::BatchScramSecret', {
      DependsOn: [Match.stringLikeRegexp('^ScramAdminPolicy')],
    });
  });

  it('are rotated by a function that logs in as admin, beside the brokers, on this one cluster', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          CLUSTER_NAME: 'comparison-msk',
          LOGIN: { 'Fn::Join': ['', ['scram:', { Ref: Match.stringLikeRegexp('^ScramAdmin') }]] },
        }),
      },
      VpcConfig: Match.objectLike({ SecurityGroupIds: [Match.anyValue()] }),
    });
    const associate = statementsIn(template, 'ScramUsersRotation').filter(statement =>
      actionsOf(statement).includes('kafka:BatchAssociateScramSecret'),
    );
    expect(associate.map(({ Resource }) => Resource)).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^ProvisionedCluster/), 'Arn'] },
    ]);
  });

  it('have alarms when a rotation fails or does not come', () => {
    for (const text of ['rotation of a SCRAM user failed', 'the password of load is older than 33 days'])
      monitoring.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: Match.stringLikeRegexp(`^comparison-msk: .*${text}.*scram-rotation-failed`),
      });
  });
});
