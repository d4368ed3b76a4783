import type { RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { newPassword } from '../../src/domain/scram/new-password.ts';
import { slotNameOf } from '../../src/domain/scram/secret-name.ts';

export interface MskScramSecretProps {
  readonly username: string;
  readonly clusterName: string;
  readonly description: string;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** What MSK copies one SCRAM user from. Its first password is one that nobody has. */
export const mskScramSecret = (scope: Construct, id: string, props: MskScramSecretProps): CfnSecret => {
  const { username, clusterName, description, key, removalPolicy } = props;
  const secret = new CfnSecret(scope, id, {
    name: slotNameOf(clusterName, username),
    description,
    kmsKeyId: key.keyArn,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username }),
      generateStringKey: 'password',
      passwordLength: newPassword.characters,
      excludeCharacters: newPassword.excluded,
    },
  });
  secret.applyRemovalPolicy(removalPolicy);
  // As MSK writes it itself where a secret is associated by hand.
  new CfnResourcePolicy(scope, `${id}Policy`, {
    secretId: secret.ref,
    blockPublicPolicy: true,
    resourcePolicy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: 'AWSKafkaResourcePolicy',
          effect: Effect.ALLOW,
          principals: [new ServicePrincipal('kafka.amazonaws.com')],
          actions: ['secretsmanager:GetSecretValue'],
          resources: [secret.ref],
        }),
      ],
    }),
  });
  return secret;
};
