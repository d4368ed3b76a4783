import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { nodeCertificatesTimeoutSeconds } from '../../../../../lambdas/node-certificates/contract.ts';
import { parseRequest } from '../../../../../lambdas/node-certificates/request.ts';
import { readSettings } from '../../../../../lambdas/node-certificates/settings.ts';
import { ec2TemplateFor } from '../../../ec2-synth.ts';
import { resolved } from '../../../resolve-template.ts';
import { actionsOf, statementsIn } from '../../../statements.ts';

const template = ec2TemplateFor();
const { Resources } = template.toJSON() as { Resources: Readonly<Record<string, { readonly Type: string }>> };
const types = Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));

const propertiesOf = (idStart: string, type: string): Readonly<Record<string, unknown>> => {
  const found = Object.entries(template.findResources(type)).find(([id]) => id.startsWith(idStart));
  return resolved(found?.[1]['Properties'], types) as Readonly<Record<string, unknown>>;
};

describe('the authority of a cluster on EC2', () => {
  it('is a function with an environment that its settings take', () => {
    const { Environment } = propertiesOf('Certificates', 'AWS::Lambda::Function');
    const { Variables } = Environment as { Variables: Record<string, string> };
    expect(readSettings(Variables)).toEqual({
      clusterName: 'shop-ec2',
      authoritySecretId: expect.stringContaining('secret:CertificatesAuthority') as string,
    });
  });

  it('is asked for the certificate of each node at deployment and every week, in a form that it takes', () => {
    const { nodes } = parseRequest(propertiesOf('CertificatesIssued', 'Custom::NodeCertificates'));
    expect(nodes.map(({ host }) => host)).toEqual(
      [10_001, 10_002, 10_003, 1, 2, 3].map(nodeId => `node-${nodeId}.shop-ec2.internal`),
    );
    expect(new Set(nodes.map(({ secretId }) => secretId)).size).toBe(6);
    const { Target, ScheduleExpression } = propertiesOf('CertificatesRenewal', 'AWS::Scheduler::Schedule');
    expect(ScheduleExpression).toBe('cron(0 4 ? * SAT *)');
    expect(parseRequest(JSON.parse((Target as { Input: string }).Input))).toEqual({ nodes });
  });

  it('is waited for no longer than it can take', () => {
    const { ServiceTimeout } = propertiesOf('CertificatesIssued', 'Custom::NodeCertificates');
    expect(Number(ServiceTimeout)).toBeGreaterThan(nodeCertificatesTimeoutSeconds);
    expect(Number(ServiceTimeout)).toBeLessThan(3600);
  });

  it('starts with secrets that are empty, under the customer key', () => {
    const secrets = Object.entries(template.findResources('AWS::SecretsManager::Secret'))
      .filter(([id]) => id.startsWith('Certificates'))
      .map(([, { Properties }]) => Object.keys(Properties as object));
    expect(secrets).toHaveLength(7);
    expect(secrets.every(names => names.includes('KmsKeyId'))).toBe(true);
    expect(secrets.flat()).not.toContain('GenerateSecretString');
    expect(secrets.flat()).not.toContain('SecretString');
  });

  it('keeps its key from everybody else, however much they may do', () => {
    template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      SecretId: { Ref: Match.stringLikeRegexp('^CertificatesAuthority') },
      ResourcePolicy: Match.objectLike({
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
            Resource: '*',
            Condition: {
              ArnNotEquals: {
                'aws:PrincipalArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^CertificatesCertifyRole'), 'Arn'] },
              },
            },
          },
        ],
      }),
    });
  });

  it('may use the secrets of certificates and nothing else', () => {
    const statements = statementsIn(template, 'CertificatesCertify');
    expect([...new Set(statements.flatMap(actionsOf))].toSorted()).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
    ]);
    expect(JSON.stringify(statements)).not.toContain('Users');
  });

  it('is asked only once its rights are there', () => {
    const issued = Object.values(template.findResources('Custom::NodeCertificates'));
    expect(issued[0]?.['DependsOn']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^CertificatesCertifyRoleDefaultPolicy/),
        expect.stringMatching(/^CertificatesAuthorityPolicy/),
      ]),
    );
  });
});
