import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ec2TemplateFor } from '../../ec2-synth.ts';
import { actionsOf, allStatements } from '../../statements.ts';

interface IngressRule {
  readonly SourceSecurityGroupId?: unknown;
  readonly Description: string;
  readonly FromPort: number;
  readonly ToPort: number;
}

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const resourcesOf = (template: Template) =>
  (template.toJSON() as { readonly Resources: Readonly<Record<string, Resource>> }).Resources;

describe('the stack of a cluster on EC2', () => {
  it('is what the snapshot shows', () => {
    expect(ec2TemplateFor().toJSON()).toMatchSnapshot();
  });

  it('gets more brokers without a change of what is there: certificates are issued for them, and that is all', () => {
    const [few, many] = [1, 2].map(brokersPerZone => resourcesOf(ec2TemplateFor({ brokersPerZone })));
    const changed = Object.keys(few!).filter(id => JSON.stringify(few![id]) !== JSON.stringify(many![id]));
    expect(changed.map(id => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual([
      // All that lists nodes: who may read their secrets, whom certificates are for, whose records are put away.
      'CertificatesCertifyRoleDefaultPolicy',
      'CertificatesIssued',
      'CertificatesRenewal',
      'FleetNamesKnown',
      'FleetNamesRemoved',
    ]);
    const added = Object.keys(many!).filter(id => !(id in few!));
    expect(added.every(id => /^(FleetNode|CertificatesNode)[456]/.test(id))).toBe(true);
  });

  it('fits into what CloudFormation takes with as many brokers as may be asked for', () => {
    const template = ec2TemplateFor({ brokersPerZone: 10 });
    expect(Object.keys(resourcesOf(template)).length).toBeLessThan(500);
    expect(Buffer.byteLength(JSON.stringify(template.toJSON(), undefined, 1))).toBeLessThan(1_000_000);
  });

  it('keeps disks and secrets when it goes, and takes them with it only where it is told to', () => {
    const holders = ['AWS::EC2::Volume', 'AWS::SecretsManager::Secret'];
    for (const [keepsData, onDelete, onReplace] of [
      // A deployment that fails leaves nothing behind that it made.
      [true, 'RetainExceptOnCreate', 'Retain'],
      [false, 'Delete', 'Delete'],
    ] as const) {
      const resources = Object.values(resourcesOf(ec2TemplateFor({ keepsData })));
      const policies = resources
        .filter(({ Type }) => holders.includes(Type))
        .map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]);
      expect(policies).toHaveLength(6 + 1 + 6 + 2);
      for (const each of policies) expect(each).toEqual([onDelete, onReplace]);
    }
  });

  it('lets in nobody but clients, brokers, controllers and readers of metrics, each to their port', () => {
    const template = ec2TemplateFor();
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(
      ({ Properties }) => Properties as IngressRule,
    );
    expect(rules.every(({ SourceSecurityGroupId }) => SourceSecurityGroupId !== undefined)).toBe(true);
    expect(rules.map(({ Description, FromPort, ToPort }) => [Description, FromPort, ToPort]).toSorted()).toEqual([
      ['Brokers among each other', 9094, 9094],
      ['Brokers to controllers', 9093, 9093],
      ['Controllers among each other', 9093, 9093],
      ['Kafka clients', 9096, 9096],
      ['Metrics', 11001, 11001],
      ['Metrics', 11001, 11001],
    ]);
    const groups = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
    expect(JSON.stringify(groups)).not.toContain('SecurityGroupIngress');
  });

  it('lets no role do everything, and nothing on everything but what AWS knows no narrower way for', () => {
    const statements = allStatements(ec2TemplateFor());
    expect(statements.flatMap(actionsOf).filter(action => action.includes('*'))).toEqual([]);
    const unlimited = statements.filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(actionsOf);
    expect(
      unlimited.filter(action => !/^(ec2:Describe|ssm:|ssmmessages:|ec2messages:)|:PutMetricData$/.test(action)),
    ).toEqual([]);
    expect(unlimited).not.toContain('ssm:GetParameter');
  });

  it('tells clients where to connect, whom to trust and which login there is, and no password', () => {
    const template = ec2TemplateFor();
    template.hasOutput('BootstrapServers', {
      Value: 'node-1.shop-ec2.internal:9096,node-2.shop-ec2.internal:9096,node-3.shop-ec2.internal:9096',
    });
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: '/kafka-steward/shop-ec2/authority',
      Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CertificatesIssued'), 'AuthorityCertificate'] },
    });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        SecretStringTemplate: Match.serializedJson(Match.objectLike({ username: 'admin', mechanism: 'SCRAM-SHA-512' })),
        GenerateStringKey: 'password',
        ExcludePunctuation: true,
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"(SecretString|password)":/);
  });
});
