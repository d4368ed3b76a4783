import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nodeActions } from '../../../../../lib/constructs/ec2/node-document.ts';
import { nodeDocumentName } from '../../../../../src/domain/nodes/node-tags.ts';
import { ec2TemplateFor } from '../../../ec2-synth.ts';

const script = join(import.meta.dirname, '../../../../../ec2/bin/kafka-node');
const template = ec2TemplateFor();

describe('the document by which nodes are looked after', () => {
  it('has the name that the runbooks ask for, and takes no word but those of the script', async () => {
    const { stdout } = await promisify(execFile)('bash', [script, '--help']);
    const [usage = ''] = stdout.split('\n');
    template.hasResourceProperties('AWS::SSM::Document', {
      Name: nodeDocumentName('shop-ec2'),
      DocumentType: 'Command',
      Content: { parameters: { action: { type: 'String', allowedValues: nodeActions } } },
    });
    for (const action of nodeActions) expect(usage.split(/[ |]/)).toContain(action);
  });

  it('has nodes take new certificates every week, one after another, and stops where one does not come back', () => {
    template.hasResourceProperties('AWS::SSM::Association', {
      Name: nodeDocumentName('shop-ec2'),
      Parameters: { action: ['renew-certificates'] },
      Targets: [{ Key: 'tag:kafka-steward:cluster', Values: ['shop-ec2'] }],
      ScheduleExpression: 'cron(0 4 ? * SUN *)',
      ApplyOnlyAtCronInterval: true,
      MaxConcurrency: '1',
      MaxErrors: '0',
    });
  });
});
