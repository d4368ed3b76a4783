import { aws, type Cover, type Duty, duty, kafkaDocs, mskGuide, restarts, shared, you } from './duty.ts';

const scram: Cover = {
  commands: ['scram status', 'scram rotate', 'scram verify', 'scram revoke'],
  runbooks: ['scram-rotation', 'scram-rotation-failed', 'scram-revoke'],
};
const lag: Cover = {
  commands: ['lag check', 'lag watch', 'lag report'],
  runbooks: ['lag-stopped', 'lag-stalled', 'lag-warn', 'lag-records-lost', 'lag-check-failing'],
};
const metrics = mskGuide('metrics-details');
const logging = mskGuide('msk-logging');

/** Who may come in, and who looks after it all. */
export const accessDuties: readonly Duty[] = [
  duty('certificates', {
    'msk-standard': aws(
      'those of brokers are renewed with patches; those of clients with mutual TLS are yours',
      mskGuide('patching-impact'),
    ),
    'msk-express': aws(
      'those of brokers are renewed with updates; those of clients with mutual TLS are yours',
      mskGuide('patching-impact'),
    ),
    'msk-serverless': aws('are AWS’s; clients log in by IAM', mskGuide('serverless')),
    ec2: you(
      'an authority of your own, and every node renewed in time; one that runs out shuts its broker out',
      kafkaDocs('security_ssl'),
      { ...restarts, runbooks: ['node-certificates', ...restarts.runbooks] },
    ),
  }),
  duty('users', {
    'msk-standard': you(
      'SCRAM passwords in Secrets Manager, rules in Kafka, or IAM; the first rule on a topic shuts out who has none',
      mskGuide('msk-password'),
      scram,
    ),
    'msk-express': you(
      'SCRAM passwords in Secrets Manager, rules in Kafka, or IAM; the first rule on a topic shuts out who has none',
      mskGuide('msk-password'),
      scram,
    ),
    'msk-serverless': you('policies of IAM only; a wide one is wide for every topic', mskGuide('iam-access-control')),
    ec2: you(
      'SCRAM credentials and rules in Kafka; a password that changes in one place only locks applications out',
      kafkaDocs('security_sasl_scram'),
      scram,
    ),
  }),
  duty('monitoring', {
    'msk-standard': shared('AWS publishes metrics, some for money; alarms, and who gets up, are yours', metrics, lag),
    'msk-express': shared(
      'AWS publishes fewer metrics, some for money; alarms, and who gets up, are yours',
      mskGuide('metrics-details-express'),
      lag,
    ),
    'msk-serverless': shared(
      'AWS publishes metrics of topics and lag; alarms, and who gets up, are yours',
      mskGuide('serverless-monitoring'),
      lag,
    ),
    ec2: you('agents, exporters, dashboards, alarms: what nobody set up, nobody hears', kafkaDocs('monitoring'), lag),
  }),
  duty('logs', {
    'msk-standard': shared('you turn them on and choose where they go; AWS delivers them', logging),
    'msk-express': shared('you turn them on and choose where they go; AWS delivers them', logging),
    'msk-serverless': aws(
      'brokers hand out no logs; what clients see is all there is to look at',
      mskGuide('serverless-monitoring'),
    ),
    ec2: you(
      'an agent ships them, a policy ends them; on a full system disk a broker stops',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html',
    ),
  }),
];
