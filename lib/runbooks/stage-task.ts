import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IChainable, IntegrationPattern, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { longestSeconds, type Repeat, retryOf } from './repeats.ts';

/** An event with a JSONata expression, or a text, for each of its fields. */
export type EventOf<Event extends { readonly stage: string }> = Event extends unknown
  ? { readonly [Field in keyof Event]: Field extends 'stage' ? Event[Field] : string | number }
  : never;

export interface StageTaskProps {
  readonly invokes: IFunction;
  readonly comment: string;
  /** Text: one expression that makes the whole event. */
  readonly event: object | string;
  readonly limitSeconds: number;
  readonly repeats: readonly Repeat[];
  /** Waits until somebody answers by the task's token, within `limitSeconds`. */
  readonly waitsForAnswer?: boolean;
  /** Variables that the result becomes. */
  readonly assign?: Readonly<Record<string, unknown>>;
}

/** A call of a function with limits to everything: its time, how often it is repeated, what becomes of any failure. */
export class StageTask {
  readonly task: LambdaInvoke;
  readonly longestSeconds: number;

  constructor(scope: Construct, id: string, props: StageTaskProps) {
    const { event, repeats, limitSeconds } = props;
    this.longestSeconds = longestSeconds(limitSeconds, repeats);
    this.task = LambdaInvoke.jsonata(scope, id, {
      lambdaFunction: props.invokes,
      comment: props.comment,
      integrationPattern:
        props.waitsForAnswer === true ? IntegrationPattern.WAIT_FOR_TASK_TOKEN : IntegrationPattern.REQUEST_RESPONSE,
      payload: typeof event === 'string' ? TaskInput.fromText(event) : TaskInput.fromObject({ ...event }),
      taskTimeout: Timeout.duration(Duration.seconds(limitSeconds)),
      retryOnServiceExceptions: false,
      assign: props.assign,
      // What counts is in variables; states hand nothing on.
      outputs: {},
    });
    for (const repeat of repeats) this.task.addRetry(retryOf(repeat));
  }

  /** Where every failure leads that no earlier `onFailure` has named. */
  onFailure(next: IChainable, assign: Readonly<Record<string, unknown>>, errors?: readonly string[]): this {
    this.task.addCatch(next, { errors: errors && [...errors], assign, outputs: {} });
    return this;
  }
}
