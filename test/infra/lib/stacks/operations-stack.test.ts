import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { lint } from '../../cfn-lint.ts';
import { actionsOf, allStatements } from '../../statements.ts';
import {
  appFor,
  mskContext,
  nodesContext,
  scramMskContext,
  scramSelfManagedContext,
  selfManagedContext,
  templateFor,
} from '../../synth.ts';

const contexts = [
  ['the example', {}],
  ['an MSK cluster with IAM login', mskContext],
  ['a cluster of its own with SCRAM login', selfManagedContext],
  ['a cluster on EC2, with its nodes', nodesContext],
  ['a cluster that is only watched', { ...mskContext, runbooks: 'none' }],
  ['an MSK cluster with rotated users', scramMskContext],
  ['a cluster of its own with rotated users', scramSelfManagedContext],
] as const;

const statementsOf = (context: Readonly<Record<string, string>>) => allStatements(templateFor(context));

describe('the operations stack', () => {
  it.each(contexts)('is what the snapshot shows for %s', (_name, context) => {
    expect(templateFor(context).toJSON()).toMatchSnapshot();
  });

  it.each(contexts)('has no finding of cdk-nag that is not answered, for %s', (_name, context) => {
    const { directory } = appFor(context).synth();
    const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    expect(report).toMatchObject({ pluginReports: [] });
  });

  it('refuses to synthesise with a finding that is not answered', () => {
    const app = appFor(mskContext);
    new Bucket(Stack.of(app.node.findChild('Operations')), 'Bare');
    expect(() => app.synth()).toThrow('AwsSolutions-S10');
  });

  it.each(contexts)('passes cfn-lint for %s', { timeout: 300_000 }, async (_name, context) => {
    const { directory } = appFor(context).synth();
    expect(await lint([join(directory, 'Operations.template.json')])).toBe('');
  });

  it.each(contexts)(
    'allows nothing on every resource but what EC2, log delivery, passwords and lists know no narrower way for, for %s',
    (_name, context) => {
      const unlimited = statementsOf(context).filter(({ Resource }) => [Resource].flat().includes('*'));
      expect(
        unlimited
          .flatMap(actionsOf)
          .filter(
            action =>
              !/^(ec2|logs):|:(GetRandomPassword|DescribeAutoScalingGroups|ListCommandInvocations)$/.test(action),
          ),
      ).toEqual([]);
      expect(
        statementsOf(context)
          .flatMap(actionsOf)
          .filter(action => action.includes('*')),
      ).toEqual([]);
    },
  );

  it('allows no call to Kafka that writes where there are no runbooks', () => {
    const kafka = statementsOf({ ...mskContext, runbooks: 'none' }).filter(statement =>
      actionsOf(statement).some(action => action.startsWith('kafka')),
    );
    expect(kafka.flatMap(actionsOf).toSorted()).toEqual([
      'kafka-cluster:Connect',
      'kafka-cluster:DescribeCluster',
      'kafka-cluster:DescribeGroup',
      'kafka-cluster:DescribeTopic',
      'kafka:GetBootstrapBrokers',
    ]);
    expect(kafka.map(({ Resource }) => Resource)).toEqual([
      mskContext.cluster,
      mskContext.cluster.replace(':cluster/', ':topic/').concat('/*'),
      mskContext.cluster.replace(':cluster/', ':group/').concat('/*'),
    ]);
  });

  it('gives a SCRAM login its one secret, and its key only through Secrets Manager', () => {
    const statements = statementsOf(selfManagedContext);
    expect(statements).toContainEqual(
      expect.objectContaining({ Action: 'secretsmanager:GetSecretValue', Resource: selfManagedContext.secretArn }),
    );
    const decrypt = statements.find(({ Resource }) => Resource === selfManagedContext.secretKeyArn);
    expect(JSON.stringify(decrypt?.Condition)).toContain('secretsmanager.eu-west-1.');
    expect(statements.flatMap(actionsOf).some(action => action.startsWith('kafka'))).toBe(false);
  });

  it('lets the function out to the brokers and to AWS, and in to the brokers only where it is told to', () => {
    const template = templateFor(selfManagedContext);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: selfManagedContext.clusterSecurityGroupId,
      FromPort: 9096,
      ToPort: 9096,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      DestinationSecurityGroupId: selfManagedContext.clusterSecurityGroupId,
      FromPort: 9096,
    });
    templateFor(mskContext).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  it('says what it costs a month', () => {
    const monthly = '^about \\d+\\.\\d\\d USD a month';
    const perRun = '; a run of a runbook about 0\\.\\d{4} USD';
    templateFor(mskContext).hasOutput('MonthlyCost', { Value: Match.stringLikeRegexp(`${monthly}.*${perRun}`) });
    templateFor(scramMskContext).hasOutput('MonthlyCost', {
      Value: Match.stringLikeRegexp(`${perRun}.*; 2 rotated SCRAM users about 3\\.45 USD a month`),
    });
    templateFor({ ...mskContext, runbooks: 'none' }).hasOutput('MonthlyCost', {
      Value: Match.stringLikeRegexp(`${monthly}(?!.*${perRun})`),
    });
  });

  it('refuses to be deployed as the example, and only then', () => {
    expect(templateFor({}).toJSON()).toHaveProperty('Rules.NamesACluster');
    expect(templateFor(mskContext).toJSON()).not.toHaveProperty('Rules.NamesACluster');
  });
});
