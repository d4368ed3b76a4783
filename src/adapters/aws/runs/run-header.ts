import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { forgettableAtMs } from '../../../domain/change/retention.ts';
import { outcomeExitCodes, type RunOutcome } from '../../../domain/change/run-outcome.ts';
import { type RunSummary, summariseUnreadable } from '../../../domain/change/run-summary.ts';
import {
  everyRun,
  forgetAtAttribute,
  headerSort,
  runIndexes,
  runPartition,
  runRetentionMs,
  runTableKeys,
} from '../../../domain/change/run-table.ts';
import { type Item, keyOf } from './table-calls.ts';

/** What the header says beside the summary: who may write the next entry. */
export interface WritePosition {
  readonly lastNumber: number;
  readonly fencingToken: number;
}

/** The item that lists and fences a run. Text that is empty is left out: an index takes none. */
export function toHeader(run: RunSummary, { lastNumber, fencingToken }: WritePosition): Item {
  const { runId, clusterId, kind, person, startedAt, endedAt, outcome, undoes, approvalExpiresAt } = run;
  const texts = { clusterId, kind, person, startedAt, endedAt, outcome, undoes, approvalExpiresAt };
  const figures = {
    stepsDone: run.stepsDone,
    steps: run.steps,
    lastNumber,
    fencingToken,
    [forgetAtAttribute]: forgetAtSeconds(run),
  };
  return {
    ...keyOf(runPartition(runId), headerSort),
    [runIndexes.all.partition]: { S: everyRun },
    ...attributes(texts, text => (text ? { S: text } : undefined)),
    ...attributes(figures, figure => (figure === undefined ? undefined : { N: String(figure) })),
  };
}

/** When DynamoDB may remove a run; undefined where it may not. */
export function forgetAtSeconds(run: Pick<RunSummary, 'endedAt' | 'outcome'>): number | undefined {
  const forgetAtMs = forgettableAtMs(run, runRetentionMs);
  return forgetAtMs === undefined ? undefined : Math.ceil(forgetAtMs / 1_000);
}

/** DynamoDB removes what is forgotten some time later, item by item: until then it is only not looked at. */
export function isForgotten(item: Item, nowMs: number): boolean {
  const seconds = numberOf(item, forgetAtAttribute);
  return seconds !== undefined && seconds * 1_000 <= nowMs;
}

export function toSummary(header: Item, table: string): RunSummary {
  const runId = textOf(header, runTableKeys.partition)?.slice(runPartition('').length) ?? '';
  const [clusterId, kind, startedAt] = ['clusterId', 'kind', 'startedAt'].map(name => textOf(header, name));
  const [stepsDone, steps] = ['stepsDone', 'steps'].map(name => numberOf(header, name));
  const outcome = textOf(header, 'outcome');
  const isWhole = clusterId && kind && startedAt && stepsDone !== undefined && steps !== undefined;
  if (!isWhole || !isOutcome(outcome)) {
    const why = `the header of run ${runId} in table ${table} is damaged; "runs show ${runId}" tells what its entries say`;
    return summariseUnreadable(runId, why);
  }
  return {
    ...{ runId, kind, clusterId, person: textOf(header, 'person') ?? '', startedAt },
    ...{ endedAt: textOf(header, 'endedAt'), outcome, stepsDone, steps, undoes: textOf(header, 'undoes') },
    ...{ approvalExpiresAt: textOf(header, 'approvalExpiresAt'), unreadable: undefined },
  };
}

export const textOf = (item: Item, name: string): string | undefined => item[name]?.S;

export function numberOf(item: Item, name: string): number | undefined {
  const figure = Number(item[name]?.N);
  return Number.isFinite(figure) ? figure : undefined;
}

const isOutcome = (text: string | undefined): text is RunOutcome | undefined =>
  text === undefined || text in outcomeExitCodes;

function attributes<T>(
  values: Readonly<Record<string, T>>,
  toAttribute: (value: T) => AttributeValue | undefined,
): Record<string, AttributeValue> {
  const known = Object.entries(values).map(([name, value]) => [name, toAttribute(value)] as const);
  return Object.fromEntries(known.filter((pair): pair is [string, AttributeValue] => pair[1] !== undefined));
}
