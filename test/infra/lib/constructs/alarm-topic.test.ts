import { Match } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { mskContext, selfManagedContext, templateFor } from '../../synth.ts';

describe('the alarm topic', () => {
  it('is encrypted under a key that CloudWatch alarms of this account can use', () => {
    const template = templateFor(mskContext);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: ofThisAccount,
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofThisAccount }),
        ]),
      },
    });
  });

  it('has no subscriber but the one it is told', () => {
    templateFor(mskContext).resourceCountIs('AWS::SNS::Subscription', 0);
    templateFor(selfManagedContext).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: selfManagedContext.alarmEmail,
    });
  });
});
