import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  Pass,
  Succeed,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService, type CallAwsServiceJsonataProps } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { jsonata } from '../runbooks/expressions.ts';

export interface LoadRunDefinitionProps {
  readonly bucketName: string;
  readonly launchTemplateId: string;
  readonly launchTemplateVersion: string;
  readonly longestMinutes: number;
}

/** The tag by which an instance knows which load it is for. */
export const loadRunTag = 'kafka-steward:run';

const lookSeconds = 20;

/**
 * A load: starts one instance for it, waits for its status and ends the instance, whatever came of it. The execution's
 * name is that of the run, and its input the request, which the instance reads there; starting it twice starts one instance.
 */
export const loadRunDefinition = (scope: Construct, props: LoadRunDefinitionProps): IChainable => {
  const { bucketName, launchTemplateId, launchTemplateVersion, longestMinutes } = props;
  const call = (id: string, service: 's3' | 'ec2', action: string, rest: Partial<CallAwsServiceJsonataProps>) =>
    withRetry(CallAwsService.jsonata(scope, id, { service, action, iamResources: ['*'], ...rest }));

  const begin = Pass.jsonata(scope, 'Begin', {
    assign: {
      run: jsonata('$states.context.Execution.Name'),
      looks: 0,
      instanceId: jsonata('null'),
      failure: jsonata('null'),
    },
  });
  const start = call('Start', 'ec2', 'runInstances', {
    comment: 'One instance, also if this is asked twice',
    parameters: {
      LaunchTemplate: { LaunchTemplateId: launchTemplateId, Version: launchTemplateVersion },
      ClientToken: jsonata('$substring($run, 0, 64)'),
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: loadRunTag, Value: jsonata('$run') }] }],
    },
    assign: { instanceId: jsonata('$states.result.Instances[0].InstanceId') },
  });
  const wait = Wait.jsonata(scope, 'Wait', { time: WaitTime.duration(Duration.seconds(lookSeconds)) });
  const look = call('Look', 's3', 'listObjectsV2', {
    comment: 'The status is the last thing an instance writes',
    parameters: { Bucket: bucketName, Prefix: statusKey },
    assign: { isOver: jsonata('$number($states.result.KeyCount) > 0'), looks: jsonata('$looks + 1') },
  });
  const read = call('Read', 's3', 'headObject', {
    comment: 'What it came to stands beside the status',
    parameters: { Bucket: bucketName, Key: statusKey },
    assign: { exitCode: jsonata('$number($states.result.Metadata.exitcode)') },
  });
  const tooLong = Pass.jsonata(scope, 'TooLong', {
    assign: {
      failure: {
        error: 'LoadTimedOut',
        cause: `the load was not over after ${longestMinutes} minutes; the log of its instance tells how far it came`,
      },
    },
  });
  const end = call('End', 'ec2', 'terminateInstances', {
    comment: 'It ends itself too; this is for one that cannot',
    parameters: { InstanceIds: [jsonata('$instanceId')] },
  });
  const failed = Fail.jsonata(scope, 'NotDone', {
    error: jsonata('$failure.error'),
    cause: jsonata(`$failure.cause & '. Reports, as far as there are: s3://${bucketName}/runs/' & $run & '/reports/'`),
  });
  const done = Pass.jsonata(scope, 'Tell', {
    outputs: {
      exitCode: jsonata('$exitCode'),
      reports: jsonata(`'s3://${bucketName}/runs/' & $run & '/reports/'`),
    },
  }).next(new Succeed(scope, 'Done'));
  const howItEnded = Choice.jsonata(scope, 'HowItEnded')
    .when(when('$failure != null'), failed)
    .when(
      when('$exitCode != 0'),
      Pass.jsonata(scope, 'NotPassed', {
        assign: {
          failure: {
            error: 'LoadNotPassed',
            cause: jsonata(
              "'exit code ' & $exitCode & ', which kafka-steward perf produce --help explains; the logs beside the reports say more'",
            ),
          },
        },
      }).next(failed),
    )
    .otherwise(done);

  const giveUp = {
    assign: {
      failure: { error: jsonata('$states.errorOutput.Error'), cause: jsonata('$string($states.errorOutput.Cause)') },
    },
  };
  const endIfStarted = Choice.jsonata(scope, 'IsStarted').when(when('$instanceId != null'), end).otherwise(howItEnded);
  for (const state of [start, look, read]) state.addCatch(endIfStarted, giveUp);
  // It ends itself when its time is over, so what was measured stands.
  end.addCatch(howItEnded);
  end.next(howItEnded);
  const isOver = Choice.jsonata(scope, 'IsOver')
    .when(when('$isOver'), read.next(endIfStarted))
    .when(when(`$looks >= ${Math.ceil((longestMinutes * 60) / lookSeconds)}`), tooLong.next(endIfStarted))
    .otherwise(wait);
  look.next(isOver);
  wait.next(look);
  return begin.next(start).next(wait);
};

const statusKey = jsonata("'runs/' & $run & '/status.json'");

const when = (expression: string): Condition => Condition.jsonata(jsonata(expression));

// Asked twice, EC2 starts one instance, by its client token; the other calls only look, or end what may have ended.
const withRetry = <State extends TaskStateBase>(state: State): State => {
  state.addRetry({
    errors: ['States.TaskFailed'],
    interval: Duration.seconds(5),
    backoffRate: 2,
    maxDelay: Duration.seconds(60),
    maxAttempts: 3,
  });
  return state;
};
