import { type RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { newPassword } from '../../../src/domain/scram/new-password.ts';

export interface FirstUsersProps {
  readonly clusterName: string;
  /** Never others: with another value here, CloudFormation makes passwords that no broker knows. */
  readonly bootstrapServers: string;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Super users, both: without one nobody could give rights to anybody. `load` is for whoever sends loads, which makes topics
 * and removes them; only the instance that does so reads its secret.
 */
export const firstUsers = ['admin', 'load'] as const;

export type FirstUser = (typeof firstUsers)[number];

/** The users a cluster starts with, each in a secret in the form that Amazon MSK asks for, with what a client needs beside. */
export class FirstUsers extends Construct {
  readonly secretArns: Readonly<Record<FirstUser, string>>;

  constructor(scope: Construct, id: string, props: FirstUsersProps) {
    super(scope, id);
    const arns = firstUsers.map(username => [username, this.addSecret(username, props)]);
    this.secretArns = Object.fromEntries(arns) as Record<FirstUser, string>;
  }

  private addSecret(
    username: FirstUser,
    { clusterName, bootstrapServers, key, removalPolicy }: FirstUsersProps,
  ): string {
    const secret = new CfnSecret(this, username === 'admin' ? 'Admin' : 'Load', {
      description: `The login of ${username} at ${clusterName}; brokers take it when the cluster starts for the first time`,
      kmsKeyId: key.keyArn,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username, mechanism: 'SCRAM-SHA-512', bootstrapServers }),
        generateStringKey: 'password',
        passwordLength: newPassword.characters,
        // Kafka's tool that formats storage reads the password in a notation of its own.
        excludePunctuation: true,
      },
    });
    secret.applyRemovalPolicy(removalPolicy);
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Brokers take it once. It is rotated by the runbook scram-rotation, which proves the new login first.',
    });
    return secret.ref;
  }
}
