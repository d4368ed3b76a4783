import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type LoadTarget, type LoadVariables, renderLoadVariables } from './load-variables.ts';

/** The cloud-config of an instance that sends one load and goes. There is no secret in it. */
export const renderLoadUserData = (variables: LoadVariables, targets: readonly LoadTarget[]): string => {
  const userData = {
    // Node 24 and the AWS CLI are in Amazon Linux's own repository, which is in S3.
    packages: ['nodejs24', 'jq'],
    write_files: [
      file('/etc/kafka-steward/load.env', renderLoadVariables(variables)),
      ...targets.map(({ name, access }, index) =>
        file(`/etc/kafka-steward/targets/${index + 1}-${name}.flags`, linesOf(access.flags)),
      ),
      file('/etc/kafka-steward/compare.flags', linesOf(compareFlags(targets))),
      { ...file('/opt/kafka-steward/run-load', readFileSync(script, 'utf8')), permissions: '0755' },
    ],
    runcmd: [
      // Also where the script never starts, nobody pays for the instance for longer.
      ['shutdown', '-P', `+${variables.longestMinutes}`],
      ['alternatives', '--set', 'node', '/usr/bin/node-24'],
      ['/opt/kafka-steward/run-load'],
    ],
  };
  // Lines that are folded would break the tokens in them.
  return `#cloud-config\n${stringify(userData, { lineWidth: 0 })}`;
};

const script = join(import.meta.dirname, '../../load/run-load');

/** Two reports are compared by name and by what their clusters cost. */
const compareFlags = (targets: readonly LoadTarget[]): readonly string[] => [
  '--names',
  targets.map(({ name }) => name).join(','),
  ...targets.flatMap(({ usdPerHour }, index) =>
    usdPerHour === undefined ? [] : [`--usd-per-hour-${'ab'[index]!}`, usdPerHour.toFixed(4)],
  ),
];

const linesOf = (flags: readonly string[]): string => `${flags.join('\n')}\n`;

const file = (path: string, content: string) => ({ path, permissions: '0644', content });
