import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ComparisonConfig } from '../config/comparison-config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import type { NodeCertificates } from '../constructs/ec2/node-certificates.ts';
import type { MskUsers } from '../constructs/msk/msk-users.ts';
import { CertificateAlarms } from '../monitoring/certificate-alarms.ts';
import { ClusterAlarms } from '../monitoring/cluster-alarms.ts';
import { ComparisonDashboard } from '../monitoring/comparison-dashboard.ts';
import { ScramAlarms } from '../monitoring/scram-alarms.ts';
import { watchedClusters } from '../monitoring/watched-cluster.ts';

export interface MonitoringStackProps extends StackProps {
  readonly config: ComparisonConfig;
}

/** One dashboard for the clusters of a comparison, and alarms with the same thresholds on each. It refers to them by name only. */
export class MonitoringStack extends Stack {
  private readonly alarms: AlarmTopic;

  constructor(scope: Construct, id: string, { config, ...props }: MonitoringStackProps) {
    const dashboardName = `kafka-steward-${config.name}`;
    super(scope, id, {
      stackName: `${dashboardName}-monitoring`,
      description: `Dashboard and alarms of comparison ${config.name}`,
      ...props,
    });
    const clusters = watchedClusters(config);
    new ComparisonDashboard(this, 'Clusters', { name: dashboardName, clusters });
    this.alarms = new AlarmTopic(this, 'Alarms', { email: config.alarmEmail });
    const { topic, topicArn } = this.alarms;
    for (const cluster of clusters) new ClusterAlarms(this, `Alarms-${cluster.kind}`, { cluster, topic });
    new CfnOutput(this, 'DashboardName', { value: dashboardName });
    new CfnOutput(this, 'AlarmTopicArn', { value: topicArn, description: 'Subscribe here for alarms' });
  }

  /** Tells when the nodes of a cluster get no new certificates. */
  watchCertificates(cluster: string, certificates: NodeCertificates): void {
    new CertificateAlarms(this, `Certificates-${cluster}`, { cluster, topic: this.alarms.topic, certificates });
  }

  /** Tells when the login of a rotated user does not become a new one. */
  watchUsers(cluster: string, { rotated: users, rotationDays }: MskUsers): void {
    new ScramAlarms(this, `Users-${cluster}`, { cluster, topic: this.alarms, users, rotationDays });
  }
}
