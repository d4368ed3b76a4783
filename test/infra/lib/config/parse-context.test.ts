import { describe, expect, it } from 'vitest';
import { contextKeys } from '../../../../lib/config/context-keys.ts';
import { exampleConfig } from '../../../../lib/config/example-config.ts';
import { parseContext } from '../../../../lib/config/parse-context.ts';
import { actsOnNodes, runbookKinds } from '../../../../lib/runbooks/declarations.ts';
import { mskContext, scramMskContext, selfManagedContext } from '../../synth.ts';

const pem = '-----BEGIN CERTIFICATE-----\nAAA=\n-----END CERTIFICATE-----';
const readFile = (path: string): string => {
  if (path === 'ca.pem') return `subject=ca\n${pem}\n`;
  if (path === 'long.pem') return Array.from({ length: 100 }, () => pem).join('\n');
  throw Object.assign(new Error('no file'), { code: 'ENOENT' });
};

const configOf = (context: Record<string, unknown>) => {
  const parsed = parseContext(context, readFile);
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join('\n'));
  return parsed.config;
};

const problemsOf = (context: Record<string, unknown>): readonly string[] => {
  const parsed = parseContext(context, readFile);
  return parsed.kind === 'wrong' ? parsed.problems : [];
};

describe('the context of the app', () => {
  it('is an example that refuses deployment where nothing is said', () => {
    expect(configOf({ '@aws-cdk/core:newStyle': true, 'aws:cdk:enable-path-metadata': true })).toMatchObject({
      name: 'example',
      isExample: true,
    });
  });

  it('names an MSK cluster by its ARN, logged in to by IAM on the port of IAM', () => {
    expect(configOf(mskContext)).toMatchObject({
      name: 'shop',
      cluster: { kind: 'msk', network: 'private' },
      login: { kind: 'iam' },
      network: {
        subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        brokerPorts: [{ from: 9098, to: 9098 }],
      },
      isExample: false,
    });
  });

  it('takes the ports from the bootstrap servers, and any others it is told', () => {
    expect(configOf(selfManagedContext).network.brokerPorts).toEqual([{ from: 9096, to: 9096 }]);
    const told = configOf({ ...selfManagedContext, brokerPorts: '9092, 14001-14100' });
    expect(told.network.brokerPorts).toEqual([
      { from: 9092, to: 9092 },
      { from: 14_001, to: 14_100 },
    ]);
  });

  it.each([
    ['private', 9098, 9098],
    ['public', 9198, 9198],
    ['vpc-connectivity', 14_001, 14_100],
  ])('opens the ports of network %s', (network, from, to) => {
    expect(configOf({ ...mskContext, network }).network.brokerPorts).toEqual([{ from, to }]);
  });

  it('takes only the certificates of a file', () => {
    const config = configOf({ ...selfManagedContext, trustedCertificatesFile: 'ca.pem' });
    expect(config.trustedCertificates).toBe(pem);
  });

  it('takes lists and numbers as cdk.json has them', () => {
    const config = configOf({ ...mskContext, includedGroups: ['a', 'b-*'], minimumSamples: 4 });
    expect(config.lag).toMatchObject({ includedGroups: ['a', 'b-*'], minimumSamples: 4 });
  });

  it('has every runbook, each with somebody to ask, where nothing is said of them', () => {
    const kinds = runbookKinds.filter(kind => !actsOnNodes(kind));
    const runbooks = { kinds, approval: 'always', approvalSeconds: 3600 };
    expect(configOf(mskContext).runbooks).toEqual(runbooks);
    expect(exampleConfig.runbooks).toEqual(runbooks);
  });

  it('has those that act on machines where it is said whose', () => {
    const config = configOf({ ...selfManagedContext, nodes: 'orders-ec2' });
    expect(config.runbooks).toMatchObject({ kinds: runbookKinds, nodes: 'orders-ec2' });
    expect(() => configOf({ ...selfManagedContext, runbooks: 'node-restart' })).toThrow(
      '-c runbooks="node-restart" has node-restart, which acts on machines; say whose with -c nodes=…',
    );
    expect(() => configOf({ ...selfManagedContext, nodes: 'orders ec2' })).toThrow(
      '-c nodes="orders ec2" is no name of a cluster on EC2',
    );
    expect(() => configOf({ ...mskContext, nodes: 'orders-ec2' })).toThrow('Amazon MSK restarts its brokers itself');
  });

  it('takes runbooks by name or none of them, and how they are approved', () => {
    expect(configOf({ ...mskContext, runbooks: 'none' }).runbooks.kinds).toEqual([]);
    const told = { runbooks: ['offset-reset'], approval: 'never', approvalSeconds: 600 };
    expect(configOf({ ...mskContext, ...told }).runbooks).toEqual({
      kinds: ['offset-reset'],
      approval: 'never',
      approvalSeconds: 600,
    });
  });

  it('rotates nobody where nobody is named, and else each user in 30 days, two users in turn', () => {
    expect(configOf(mskContext).scram.users).toEqual([]);
    expect(configOf(scramMskContext).scram).toEqual({
      users: ['orders', 'billing'],
      strategy: 'alternating',
      rotationDays: 30,
    });
    const told = { scramStrategy: 'single', scramRotationDays: 7 };
    expect(configOf({ ...scramMskContext, ...told }).scram).toMatchObject({ strategy: 'single', rotationDays: 7 });
  });

  it('tells everything that is wrong at once, one line each', () => {
    const problems = problemsOf({
      clutser: 'x',
      bootstrapServers: 'b1',
      subnetIds: 'net-1',
      vpcId: 'vpc',
      minimumSamples: '1',
    });
    for (const key of ['clutser', 'bootstrapServers', 'name', 'login', 'subnetIds', 'vpcId', 'minimumSamples'])
      expect(problems.filter(line => new RegExp(`^-c ${key}\\b`).test(line))).toHaveLength(1);
    expect(problems.join('')).not.toContain('\n');
  });

  it('lists every key it knows for one it does not', () => {
    const [problem] = problemsOf({ ...mskContext, zookeeper: 'z:2181' });
    for (const key of Object.keys(contextKeys)) expect(problem).toContain(key);
  });

  it.each([
    [{ ...mskContext, bootstrapServers: 'b:9092' }, 'is given beside cluster'],
    [{ ...mskContext, cluster: 'arn:aws:s3:::shop' }, 'its service is "s3", not kafka'],
    [{ ...mskContext, login: 'kerberos' }, 'is not known; give iam, tls or none'],
    [{ ...mskContext, network: 'home' }, 'is none of private, vpc-connectivity, public'],
    [{ ...mskContext, secretArn: selfManagedContext.secretArn }, '-c secretKeyArn is missing; MSK takes only secrets'],
    [{ ...mskContext, secretKeyArn: selfManagedContext.secretKeyArn }, 'is given without secretArn'],
    [{ ...selfManagedContext, login: 'iam' }, 'is given beside secretArn'],
    [
      { ...selfManagedContext, secretArn: undefined, secretKeyArn: undefined, login: 'iam' },
      'needs the ARN of the cluster',
    ],
    [
      { ...selfManagedContext, secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:lag' },
      'is not the whole ARN',
    ],
    [{ ...selfManagedContext, secretKeyArn: 'alias/lag' }, 'is not the ARN of a KMS key'],
    [{ ...selfManagedContext, network: 'public' }, 'is for an MSK cluster'],
    [{ ...selfManagedContext, name: '1 shop' }, 'is not up to 64 letters, digits and hyphens'],
    [{ ...selfManagedContext, trustedCertificatesFile: 'gone.pem' }, 'cannot be read (ENOENT)'],
    [{ ...selfManagedContext, trustedCertificatesFile: 'long.pem' }, 'a function takes 3000'],
    [{ ...mskContext, alarmEmail: 'a@b,c@d' }, 'is not one e-mail address'],
    [{ ...mskContext, logRetentionDays: '31' }, 'is none of 1, 3, 5, 7'],
    [{ ...mskContext, memoryMegabytes: '128' }, 'is not a whole number from 256 to 10240'],
    [{ ...mskContext, runbooks: 'offset-rest' }, 'is neither none nor a list of offset-reset'],
    [{ ...mskContext, runbooks: 'none,offset-reset' }, 'is neither none nor a list of offset-reset'],
    [{ ...mskContext, approval: 'sometimes' }, 'is none of always, never'],
    [{ ...mskContext, approvalSeconds: '1h' }, 'is not a whole number from 60 to 604800'],
    [{ ...scramMskContext, secretArn: undefined, secretKeyArn: undefined }, 'needs a SCRAM login by secretArn'],
    [{ ...scramMskContext, runbooks: 'none' }, 'is given beside runbooks=none'],
    [{ ...scramMskContext, scramUsers: 'orders,orders' }, 'makes user "orders-a" twice'],
    [{ ...scramMskContext, scramUsers: 'bestellungén' }, 'other characters than printable ASCII'],
    [{ ...scramMskContext, scramUsers: '='.repeat(100) }, 'choose a shorter one'],
    [{ ...scramMskContext, scramUsers: Array.from({ length: 21 }, (_, i) => `u${i}`).join(',') }, 'names 21 users'],
    [{ ...scramMskContext, scramStrategy: 'both' }, 'is none of alternating, single'],
    [{ ...scramMskContext, scramRotationDays: '0' }, 'is not a whole number from 1 to 365'],
    [{ ...mskContext, scramStrategy: 'single' }, 'is given without scramUsers'],
    [{ ...mskContext, brokerPorts: '9096-9092' }, 'is not a list of ports'],
    [{ ...mskContext, includedGroups: { a: 1 } }, 'is neither text nor a list'],
  ])('refuses %j', (context, problem) => {
    expect(problemsOf(context).join('\n')).toContain(problem);
  });
});
