import { Duration } from 'aws-cdk-lib';
import { type Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { NodeCertificates } from '../constructs/ec2/node-certificates.ts';
import { type AlarmRecipient, alarmWithPage } from './alarm-with-page.ts';

export interface CertificateAlarmsProps extends AlarmRecipient {
  readonly certificates: NodeCertificates;
}

/** Tells when the weekly look at the certificates of nodes failed, while there are weeks left to mend it. */
export class CertificateAlarms extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { certificates, ...recipient }: CertificateAlarmsProps) {
    super(scope, id);
    const period = Duration.hours(6);
    this.alarm = alarmWithPage(
      this,
      'Failing',
      {
        metric: certificates.operation.handler.metricErrors({ statistic: Stats.SUM, period }),
        threshold: 1,
        // Of the metric's periods: a week, until the next look has had its turn.
        minutes: 28,
        minutesThatCount: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        sentence: 'certificates of nodes were not renewed, the name of the error is in the log of node-certificates',
        page: 'node-certificates',
      },
      recipient,
    );
  }
}
