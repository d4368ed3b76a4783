import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnRotationSchedule, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type RotationStrategy, usernamesOf } from '../../src/domain/scram/rotated-user.ts';
import { rotationTagsOf } from '../../src/domain/scram/rotation-tags.ts';
import type { ScramMechanism } from '../../src/domain/scram/scram-login.ts';
import { pointerNameOf } from '../../src/domain/scram/secret-name.ts';
import { mskScramSecret } from './msk-scram-secret.ts';
import type { ScramRotation } from './scram-rotation.ts';

export interface ScramUserProps {
  /**
   * The name of the user, such as `orders`. With strategy `alternating` the brokers know it as `orders-a` and `orders-b`,
   * which get the rules that `orders` has.
   */
  readonly base: string;
  /** The cluster as its user calls it; part of the names of the secrets. */
  readonly clusterName: string;
  /** Whether it is Amazon MSK, which has its users from secrets of its own. */
  readonly isMsk: boolean;
  /**
   * `alternating`: two users take turns, and clients never wait. `single`: one user gets a new password, and new logins are
   * refused until clients have read it.
   * @default 'alternating'
   */
  readonly strategy?: RotationStrategy;
  /**
   * Of the first login. A change of it makes CloudFormation write the secret anew, without a login: never change it.
   * @default 'SCRAM-SHA-512', the only one that MSK knows
   */
  readonly mechanism?: ScramMechanism;
  /** A customer managed key, which MSK asks for. */
  readonly key: IKey;
  /** Whole days. The first rotation, which makes the user, is right after the deployment. */
  readonly rotateEvery: Duration;
  readonly rotation: ScramRotation;
  /** @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A SCRAM user with a secret that applications read their login from, rotated by Secrets Manager. On MSK with one more
 * secret for each user behind it, which the rotation fills and associates with the cluster. The secrets outlive the stack,
 * where nothing else is said: nobody could tell an application its password again.
 */
export class ScramUser extends Construct {
  readonly base: string;
  /** What applications read: `{"username","password","mechanism","bootstrapServers"}`. */
  readonly secretArn: string;
  readonly secretName: string;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: ScramUserProps) {
    super(scope, id);
    const { base, clusterName, isMsk, strategy = 'alternating', mechanism = 'SCRAM-SHA-512', key } = props;
    this.base = base;
    this.key = key;
    const slots = isMsk ? usernamesOf({ base, strategy }).map((name, at) => this.addSlot(name, at, props)) : [];
    this.secretName = pointerNameOf(clusterName, base);
    const pointer = new CfnSecret(this, 'Pointer', {
      name: this.secretName,
      description: `The login of ${base} at ${clusterName}; rotated, read it again when a login is refused`,
      kmsKeyId: key.keyArn,
      // Without a login. CloudFormation writes a value again when it changes here, over the login that is there by then.
      secretString: JSON.stringify({ mechanism }),
      tags: Object.entries(rotationTagsOf({ base, strategy, slots })).map(([name, value]) => ({ key: name, value })),
    });
    pointer.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.secretArn = pointer.ref;
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: this.secretArn,
      rotationLambdaArn: props.rotation.operation.handler.functionArn,
      rotationRules: { automaticallyAfterDays: props.rotateEvery.toDays() },
    });
    props.rotation.bindSecrets([this.secretArn, ...slots], schedule);
  }

  /** Lets an application read its login, and nothing else. */
  grantRead({ grantPrincipal }: IGrantable): void {
    const { region, urlSuffix } = Stack.of(this);
    const rights = [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secretArn] }),
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.${urlSuffix}` } },
      }),
    ];
    for (const right of rights) grantPrincipal.addToPrincipalPolicy(right);
  }

  private addSlot(username: string, at: number, props: ScramUserProps): string {
    const { clusterName, key, removalPolicy = RemovalPolicy.RETAIN } = props;
    const letter = at === 0 ? 'A' : 'B';
    const slot = mskScramSecret(this, `Slot${letter}`, {
      username,
      clusterName,
      description: `MSK copies ${username} of ${clusterName} from here; applications read ${pointerNameOf(clusterName, this.base)}`,
      key,
      removalPolicy,
    });
    Validations.of(slot).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It is rotated with the secret that applications read.',
    });
    return slot.ref;
  }
}
