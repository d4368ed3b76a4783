/* eslint-disable @typescript-eslint/no-confusing-void-expression -- complain hands back the undefined that stands for a wrong value */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Complain, ContextValues } from './context-values.ts';

type CareKey = 'alarmEmail' | 'logRetentionDays';

/** Who is told, and for how long it can be read what happened: every app asks for both. */
export interface Care {
  readonly alarmEmail: string | undefined;
  readonly logRetentionDays: RetentionDays;
}

export const parseCare = (values: ContextValues<CareKey>, complain: Complain<CareKey>): Care => ({
  alarmEmail: parseEmail(values, complain),
  logRetentionDays: parseRetention(values, complain) ?? RetentionDays.ONE_MONTH,
});

const parseEmail = ({ alarmEmail }: ContextValues<CareKey>, complain: Complain<CareKey>): string | undefined =>
  alarmEmail === undefined || /^[^@\s,]+@[^@\s,]+$/.test(alarmEmail)
    ? alarmEmail
    : complain('alarmEmail', 'is not one e-mail address');

const logRetentions = Object.values(RetentionDays).filter(days => typeof days !== 'string');

const parseRetention = (
  { logRetentionDays = '30' }: ContextValues<CareKey>,
  complain: Complain<CareKey>,
): RetentionDays | undefined => {
  const known = logRetentions.find(days => days.toString() === logRetentionDays);
  return known ?? complain('logRetentionDays', `is none of ${logRetentions.join(', ')}`);
};
