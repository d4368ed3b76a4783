import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { heldError, repeatableErrors } from '../../src/domain/change/repeatable-errors.ts';

/** When a stage is called again, and how long that can take. Every stage may be: it reads the journal anew and goes on. */
export interface Repeat {
  readonly errors: readonly string[];
  readonly firstDelaySeconds: number;
  readonly growth: number;
  readonly longestDelaySeconds: number;
  readonly mostRepeats: number;
}

/** Something was not reached, or answered that it cannot now. */
const notReached: Repeat = {
  errors: [
    ...repeatableErrors,
    'Lambda.AWSLambdaException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.EC2ThrottledException',
    'Lambda.ENINotReadyException',
    'Lambda.ResourceNotReadyException',
    'Lambda.SdkClientException',
    'Lambda.ServiceException',
    'Lambda.TooManyRequestsException',
  ],
  firstDelaySeconds: 2,
  growth: 2,
  longestDelaySeconds: 30,
  mostRepeats: 5,
};

/** The function was ended in the middle. If it still lives somewhere, the next call fences it out of the journal. */
const brokenOff: Repeat = {
  errors: ['Lambda.Unknown', 'Runtime.ExitError', 'Sandbox.Timedout'],
  firstDelaySeconds: 5,
  growth: 2,
  longestDelaySeconds: 30,
  mostRepeats: 2,
};

const taskOverTime: Repeat = { ...brokenOff, errors: ['States.Timeout'] };

/** Another run changes the cluster: a quarter of an hour of patience, then somebody has to look. */
const held: Repeat = {
  errors: [heldError],
  firstDelaySeconds: 10,
  growth: 1.5,
  longestDelaySeconds: 60,
  mostRepeats: 18,
};

export const repeatsOfStage: readonly Repeat[] = [notReached, brokenOff, taskOverTime];
export const repeatsOfLock: readonly Repeat[] = [held, ...repeatsOfStage];
/** While somebody is asked, the task's time is up when theirs is: that is an answer. */
export const repeatsOfQuestion: readonly Repeat[] = [notReached, brokenOff];

export const retryOf = (repeat: Repeat): RetryProps => ({
  errors: [...repeat.errors],
  interval: Duration.seconds(repeat.firstDelaySeconds),
  backoffRate: repeat.growth,
  maxDelay: Duration.seconds(repeat.longestDelaySeconds),
  maxAttempts: repeat.mostRepeats,
  // Two runs that wait for the same thing do not ask for it at the same instant.
  jitterStrategy: JitterType.FULL,
});

/** The longest a task can take with everything that can be repeated. */
export const longestSeconds = (limitSeconds: number, repeats: readonly Repeat[]): number =>
  repeats.reduce(
    (total, { mostRepeats, longestDelaySeconds }) => total + mostRepeats * (limitSeconds + longestDelaySeconds),
    limitSeconds,
  );
