import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { parseRotateScramEvent } from '../../../../lambdas/rotate-scram/event.ts';
import { readSettings } from '../../../../lambdas/rotate-scram/settings.ts';
import { ScramUser } from '../../../../lib/constructs/scram-user.ts';
import { parseRotationTags } from '../../../../src/domain/scram/rotation-tags.ts';
import { isTemplate } from '../../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../../src/domain/secret.ts';
import { actionsOf, type Statement, statementsIn } from '../../statements.ts';
import { scramMskContext, scramSelfManagedContext, templateFor } from '../../synth.ts';

type Properties = Readonly<Record<string, unknown>>;

const resourcesOf = (template: Template, type: string): Readonly<Record<string, Properties>> =>
  Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, resource]) => [
      id,
      (resource as { Properties: Properties }).Properties,
    ]),
  );

const idStarting = (all: Readonly<Record<string, unknown>>, start: string): string => {
  const found = Object.keys(all).find(id => id.startsWith(start));
  if (found === undefined) throw new Error(`no ${start} among ${Object.keys(all).join(', ')}`);
  return found;
};

const role = 'ScramUsersRotation';
const msk = templateFor(scramMskContext);
const own = templateFor(scramSelfManagedContext);

const rotationRights = (template: Template): readonly Statement[] => statementsIn(template, role);

const withAction = (template: Template, action: string): readonly Statement[] =>
  rotationRights(template).filter(statement => actionsOf(statement).includes(action));

describe('the rotated users of a stack', () => {
  it('are not there where nobody names one', () => {
    templateFor({ ...scramMskContext, scramUsers: '' }).resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it.each([
    ['MSK', msk],
    ['a cluster of its own', own],
  ])('give the function an environment that its settings take, for %s', (_name, template) => {
    const functions = resourcesOf(template, 'AWS::Lambda::Function');
    const { Variables } = functions[idStarting(functions, role)]!['Environment'] as { Variables: Properties };
    const texts = Object.entries(Variables).map(([name, value]) => [name, typeof value === 'string' ? value : 'x']);
    expect(readSettings(Object.fromEntries(texts) as Record<string, string>)).toMatchObject({ clusterName: 'shop' });
  });

  it('wait for their first login, with tags that say who they are', () => {
    const secrets = resourcesOf(msk, 'AWS::SecretsManager::Secret');
    const pointer = secrets[idStarting(secrets, 'ScramUsersUserordersPointer')]!;
    expect(pointer['Name']).toBe('kafka-steward/shop/orders');
    expect(isTemplate(new Secret(pointer['SecretString'] as string))).toBe(true);
    const tags = (pointer['Tags'] as readonly { Key: string; Value: unknown }[]).map(({ Key, Value }) => [
      Key,
      typeof Value === 'string'
        ? Value
        : `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${JSON.stringify(Value)}`,
    ]);
    expect(parseRotationTags(Object.fromEntries(tags) as Record<string, string>)).toMatchObject({
      kind: 'parsed',
      user: { base: 'orders', strategy: 'alternating', slots: [expect.anything(), expect.anything()] },
    });
  });

  it('outlive the stack, under a key of their own that is rotated', () => {
    for (const template of [msk, own]) {
      const kept = template.findResources('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
      expect(Object.keys(kept)).toHaveLength(template === msk ? 6 : 2);
      for (const { KmsKeyId } of Object.values(resourcesOf(template, 'AWS::SecretsManager::Secret')))
        expect(JSON.stringify(KmsKeyId)).toContain('ScramUsersKey');
    }
  });

  it('have slots on MSK with the name, the form and the policy that MSK asks for', () => {
    msk.hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'AmazonMSK_shop_orders-a',
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"orders-a"}',
        GenerateStringKey: 'password',
        PasswordLength: 32,
      },
    });
    msk.resourceCountIs('AWS::SecretsManager::ResourcePolicy', 4);
    msk.allResourcesProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true,
      ResourcePolicy: {
        Statement: [
          Match.objectLike({ Action: 'secretsmanager:GetSecretValue', Principal: { Service: 'kafka.amazonaws.com' } }),
        ],
      },
    });
    // It takes away the associations of secrets it does not know.
    msk.resourceCountIs('AWS::MSK::BatchScramSecret', 0);
  });

  it('are rotated by the function, each once its rights are there', () => {
    const schedules = own.findResources('AWS::SecretsManager::RotationSchedule');
    expect(Object.values(schedules)).toHaveLength(2);
    for (const schedule of Object.values(schedules)) {
      const { Properties: properties, DependsOn } = schedule as {
        Properties: Properties;
        DependsOn: readonly string[];
      };
      expect(properties['RotationRules']).toEqual({ AutomaticallyAfterDays: 7 });
      expect(JSON.stringify(DependsOn)).toMatch(/RoleDefaultPolicy/);
      expect(JSON.stringify(DependsOn)).toMatch(/SecretsManager/);
    }
  });

  it('let Secrets Manager call the function for secrets of this account only', () => {
    own.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });

  it('let the function read and write exactly their secrets', () => {
    for (const template of [msk, own]) {
      const all = Object.keys(template.findResources('AWS::SecretsManager::Secret'));
      const [rotation, ...more] = withAction(template, 'secretsmanager:PutSecretValue');
      expect(more).toEqual([]);
      expect(actionsOf(rotation!)).toEqual([
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ]);
      const names = (rotation!.Resource as readonly { Ref: string }[]).map(({ Ref }) => Ref);
      expect(names.toSorted()).toEqual(all.toSorted());
    }
  });

  it('let the function use the key through Secrets Manager only, and give MSK a grant', () => {
    for (const template of [msk, own]) {
      const [use] = withAction(template, 'kms:GenerateDataKey');
      expect(JSON.stringify(use?.Condition)).toContain('secretsmanager.');
    }
    expect(withAction(own, 'kms:CreateGrant')).toEqual([]);
    const [grant] = withAction(msk, 'kms:CreateGrant');
    expect(grant?.Condition).toMatchObject({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  });

  it('let the function ask MSK for associations of its one cluster, and nobody else', () => {
    expect(withAction(msk, 'kafka:BatchAssociateScramSecret')).toEqual([
      expect.objectContaining({ Resource: scramMskContext.cluster }),
    ]);
    const kafka = rotationRights(own)
      .flatMap(actionsOf)
      .filter(action => action.startsWith('kafka'));
    expect(kafka).toEqual([]);
    const [disassociate] = withAction(msk, 'kafka:BatchDisassociateScramSecret');
    expect(disassociate).toBeUndefined();
  });

  it('have their ages told twice a day, by an event the function takes', () => {
    const schedules = resourcesOf(own, 'AWS::Scheduler::Schedule');
    const { ScheduleExpression, Target } = schedules[idStarting(schedules, 'ScramUsersAges')]! as {
      ScheduleExpression: string;
      Target: { Input: { 'Fn::Join': readonly [string, readonly unknown[]] } };
    };
    expect(ScheduleExpression).toBe('rate(12 hours)');
    const input = Target.Input['Fn::Join'][1]
      .map(part => (typeof part === 'string' ? part : 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:o-AbCdEf'))
      .join('');
    expect(parseRotateScramEvent(JSON.parse(input))).toMatchObject({
      tellAges: [{ user: 'orders' }, { user: 'bill=20ing' }],
    });
  });
});

describe('a rotated user', () => {
  it('lets an application read its login, and nothing else', () => {
    const stack = new Stack(new App(), 'Applications');
    const key = new Key(stack, 'Key');
    const application = new Role(stack, 'Application', { assumedBy: new AccountRootPrincipal() });
    const rotation = {
      operation: { handler: { functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:rotate' } },
      bindSecrets: () => undefined,
    } as never;
    const user = new ScramUser(stack, 'Orders', {
      base: 'orders',
      clusterName: 'shop',
      isMsk: true,
      key,
      rotateEvery: { toDays: () => 30 } as never,
      rotation,
    });
    user.grantRead(application);
    const rights = statementsIn(Template.fromStack(stack), 'Application');
    expect(rights.flatMap(actionsOf)).toEqual(['secretsmanager:GetSecretValue', 'kms:Decrypt']);
    expect(rights[0]?.Resource).toEqual({ Ref: expect.stringMatching(/^OrdersPointer/) as string });
    expect(JSON.stringify(rights[1]?.Condition)).toContain('kms:ViaService');
  });
});
