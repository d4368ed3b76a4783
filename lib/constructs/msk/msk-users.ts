import { Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBatchScramSecret } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { type ComparisonConfig, removalPolicyOf } from '../../config/comparison-config.ts';
import { mskScramSecret } from '../msk-scram-secret.ts';
import type { FunctionNetwork } from '../operation-function.ts';
import { RunTable } from '../run-table.ts';
import { ScramUsers } from '../scram-users.ts';

export interface MskUsersProps {
  readonly config: ComparisonConfig;
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly network: FunctionNetwork;
  readonly key: IKey;
  readonly bundleDirectory: string;
}

/** Who logs in by SCRAM: `admin`, that the rotation itself works with, and the rotated users. */
export class MskUsers extends Construct {
  readonly adminSecretArn: string;
  readonly rotated: ScramUsers;
  readonly rotationDays = 30;

  constructor(scope: Construct, id: string, props: MskUsersProps) {
    super(scope, id);
    const { config, clusterName, clusterArn, network, key, bundleDirectory } = props;
    const removalPolicy = removalPolicyOf(config);
    const admin = mskScramSecret(this, 'Admin', {
      username: 'admin',
      clusterName,
      description: `MSK copies admin of ${clusterName} from here; the rotation of the other users logs in with it`,
      key,
      removalPolicy,
    });
    Validations.of(admin).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The rotation of the others needs a login that is there before and after; it is changed by hand.',
    });
    this.adminSecretArn = admin.ref;
    const associated = new CfnBatchScramSecret(this, 'AdminAssociation', { clusterArn, secretArnList: [admin.ref] });
    associated.node.addDependency(this.node.findChild('AdminPolicy'));
    this.rotated = new ScramUsers(this, 'Users', {
      config: {
        name: clusterName,
        cluster: { kind: 'msk', arn: clusterArn, network: 'private' },
        login: { kind: 'scram', secretArn: admin.ref, secretKeyArn: key.keyArn },
        scram: { users: rotatedUsers, strategy: 'alternating', rotationDays: this.rotationDays },
        logRetentionDays: config.logRetentionDays,
      },
      network,
      table: new RunTable(this, 'Runs', { removalPolicy }),
      bundleDirectory,
      key,
      removalPolicy,
    });
    // The first rotation begins as soon as there is a schedule, and logs in as admin.
    for (const user of this.rotated.users) user.node.addDependency(associated);
  }
}

/** Who writes and reads what is measured. */
const rotatedUsers = ['load'] as const;
