import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type KafkaSettings, propertiesOf } from '../config/kafka-settings.ts';
import { type NodeVariables, renderNodeVariables } from './node-variables.ts';

const scripts = join(import.meta.dirname, '../../ec2');

/**
 * The cloud-config of one node. It holds what the node needs to fetch its software and check it, and no secret: whoever may describe
 * the instance may read it. Java and the agent come from Amazon Linux's own repository, which is in S3.
 */
export function renderUserData(variables: NodeVariables, settings: KafkaSettings): string {
  const userData = {
    packages: ['java-21-amazon-corretto-headless', 'amazon-cloudwatch-agent', 'jq', 'xfsprogs'],
    users: ['default', { name: 'kafka', system: true, shell: '/sbin/nologin' }],
    write_files: [
      file('/etc/kafka-steward/node.env', renderNodeVariables(variables)),
      file('/etc/kafka-steward/settings.properties', propertiesOf(settings)),
      file('/etc/sysctl.d/90-kafka.conf', readScript('etc/sysctl.conf')),
      file('/etc/systemd/system/kafka-node.service', readScript('systemd/kafka-node.service')),
      { ...file('/opt/kafka-steward/fetch-artifact', readScript('bin/fetch-artifact')), permissions: '0755' },
    ],
    runcmd: [
      ['sysctl', '--system'],
      ['systemctl', 'daemon-reload'],
      // The unit runs at every boot of this instance, and again by itself while what it needs is not there yet.
      ['systemctl', 'enable', '--now', '--no-block', 'kafka-node.service'],
    ],
  };
  // Lines that are folded would break the tokens in them.
  return `#cloud-config\n${stringify(userData, { lineWidth: 0 })}`;
}

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

const file = (path: string, content: string): WrittenFile => ({ path, permissions: '0644', content });

const readScript = (path: string): string => readFileSync(join(scripts, path), 'utf8');
