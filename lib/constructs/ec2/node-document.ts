import { CfnAssociation, CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { nodeDocumentName, nodeTags } from '../../../src/domain/nodes/node-tags.ts';

export interface NodeDocumentProps {
  readonly clusterName: string;
}

export const nodeActions = ['stop', 'start', 'restart', 'status', 'renew-certificates'] as const;

/** What may be asked of a node, by whoever may send commands: one of these words and nothing else. */
export class NodeDocument extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { clusterName }: NodeDocumentProps) {
    super(scope, id);
    this.name = nodeDocumentName(clusterName);
    const document = new CfnDocument(this, 'Document', {
      name: this.name,
      documentType: 'Command',
      documentFormat: 'JSON',
      targetType: '/AWS::EC2::Instance',
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '2.2',
        description: `Looks after one node of ${clusterName}`,
        parameters: { action: { type: 'String', description: 'What to do', allowedValues: nodeActions } },
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: 'node',
            inputs: { timeoutSeconds: '1800', runCommand: ['/opt/kafka-steward/bin/kafka-node {{ action }}'] },
          },
        ],
      },
    });
    const renewal = new CfnAssociation(this, 'Renewal', {
      associationName: `kafka-steward-${clusterName}-renew-certificates`,
      name: this.name,
      parameters: { action: ['renew-certificates'] },
      targets: [{ key: `tag:${nodeTags.cluster}`, values: [clusterName] }],
      // A day after new certificates are made.
      scheduleExpression: 'cron(0 4 ? * SUN *)',
      applyOnlyAtCronInterval: true,
      // A node starts anew for a certificate: one after another, and none any more once one was refused or did not come back.
      maxConcurrency: '1',
      maxErrors: '0',
    });
    renewal.addResourceDependency(document);
  }
}
