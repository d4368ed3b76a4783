import { Duration } from 'aws-cdk-lib';
import { type Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { DeployedRunbook } from '../runbooks/deployed-runbook.ts';
import type { Runbooks } from '../runbooks/runbooks.ts';
import { type AlarmIdea, type AlarmRecipient, alarmWithPage } from './alarm-with-page.ts';

export interface RunbookAlarmsProps extends AlarmRecipient {
  readonly runbooks: Runbooks;
}

/** Tells when a run did not do what was asked, and when the cluster may be left locked. */
export class RunbookAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { runbooks, ...recipient }: RunbookAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(ideas(runbooks)).map(([name, idea]) => alarmWithPage(this, name, idea, recipient));
  }
}

const minute = Duration.minutes(1);
const once = {
  threshold: 1,
  minutes: 1,
  page: 'runbook-run-failed',
  // No run, no news.
  treatMissingData: TreatMissingData.NOT_BREACHING,
} as const;

const perMinute = { statistic: Stats.SUM, period: minute };

const ideas = ({ runbooks, tracking }: Runbooks): Readonly<Record<string, AlarmIdea>> => ({
  ...Object.fromEntries(runbooks.flatMap(runbook => Object.entries(ideasOf(runbook)))),
  TrackingFailing: {
    ...once,
    metric: tracking.operation.handler.metricErrors(perMinute),
    minutes: 5,
    minutesThatCount: 2,
    sentence: 'runs cannot be reported, or clusters not be unlocked, the name of the error is in the log of track-run',
  },
});

const ideasOf = ({ kind, stateMachine: { machine } }: DeployedRunbook): Readonly<Record<string, AlarmIdea>> => ({
  [`${kind}-failed`]: {
    ...once,
    metric: machine.metricFailed(perMinute),
    sentence: `a run of ${kind} ended without being done: refused, failed, not verified or partly applied`,
  },
  [`${kind}-timed-out`]: {
    ...once,
    metric: machine.metricTimedOut(perMinute),
    sentence: `a run of ${kind} ran out of time, its change may be half done and its cluster locked`,
  },
  [`${kind}-aborted`]: {
    ...once,
    metric: machine.metricAborted(perMinute),
    sentence: `a run of ${kind} was stopped by somebody, its change may be half done and its cluster locked`,
  },
});
