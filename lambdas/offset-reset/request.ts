import * as z from 'zod/mini';
import { problemsOf } from '../../src/adapters/documents/schema-problems.ts';
import type { Json } from '../../src/domain/change/json.ts';
import { OperationError } from '../../src/domain/errors.ts';
import { parsePrincipal } from '../../src/domain/offsets/hold.ts';
import { parseDuration } from '../../src/domain/offsets/parse-duration.ts';
import { parseInstant } from '../../src/domain/offsets/parse-instant.ts';
import type { OffsetResetRequest, OffsetScope, OffsetTarget } from '../../src/domain/offsets/request.ts';
import { parseTopicChoice } from '../../src/domain/offsets/topic-choice.ts';
import type { RunRequest } from '../../src/operations/plan-run.ts';
import { withRunPositions } from '../../src/operations/read-offset-run.ts';
import type { RequestSurroundings } from '../runbook/runbook-handler.ts';
import { scopeProblemsOf } from './request-problems.ts';
import { type ResetEvent, resetSchema, undoSchema } from './request-schema.ts';

/** What the state machine is asked, with the positions of an earlier run read where it asks for them. */
export async function requestOf(
  asked: unknown,
  { nowMs, journal, clusterId }: RequestSurroundings,
): Promise<RunRequest<OffsetResetRequest>> {
  const parsed = parseOffsetRequest(asked, nowMs);
  if (parsed.kind === 'undo') return { ...parsed, asked: asked as Json };
  const request = await withRunPositions(parsed.request, journal, clusterId);
  return { kind: 'change', request, asked: asked as Json };
}

export type ParsedOffsetRequest =
  | { readonly kind: 'reset'; readonly request: OffsetResetRequest; readonly followMs: number | undefined }
  | { readonly kind: 'undo'; readonly runId: string };

/** Reads a request as JSON has it. Rejects with InputInvalid: all that is wrong, in one line, by field. */
export function parseOffsetRequest(event: unknown, nowMs: number): ParsedOffsetRequest {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw unusable([
      'it is no object such as {"group": "billing", "topics": ["orders:3"], "target": {"kind": "latest"}}',
    ]);
  }
  if ('undo' in event) {
    return { kind: 'undo', runId: read(undoSchema, event, problemsOf(undoSchema, event)).undo };
  }
  const problems = [...problemsOf(resetSchema, event), ...scopeProblemsOf({ ...event })];
  const asked = read(resetSchema, event, problems);
  const { group, clamp, whenNoRecord = 'refuse', leaveInternalTopics, ignoreOpenTransactions, hold } = asked;
  const { followSeconds, watchSeconds } = asked;
  return {
    kind: 'reset',
    followMs: followSeconds === undefined ? undefined : followSeconds * 1_000,
    request: {
      group,
      target: toTarget(asked.target, nowMs),
      scope: toScope(asked),
      outOfRange: clamp === true ? 'clamp' : 'refuse',
      noRecord: whenNoRecord,
      ...(leaveInternalTopics === true ? { internalTopics: 'leave' } : {}),
      ...(ignoreOpenTransactions === true ? { openTransactions: 'ignore' } : {}),
      ...(watchSeconds === undefined ? {} : { watchMs: watchSeconds * 1_000 }),
      ...(hold === undefined ? {} : { hold: hold === true ? {} : { principals: hold.principals.map(parsePrincipal) } }),
    },
  };
}

function toScope({ topics, subscribed }: ResetEvent): OffsetScope {
  if (topics !== undefined) return { kind: 'topics', choices: topics.map(parseTopicChoice) };
  return subscribed === true ? { kind: 'subscribed' } : { kind: 'all' };
}

function toTarget(target: ResetEvent['target'], nowMs: number): OffsetTarget {
  switch (target.kind) {
    case 'time':
      return { kind: 'time', timestampMs: parseInstant(target.at) };
    case 'ago':
      return { kind: 'time', timestampMs: nowMs - parseDuration(target.duration) };
    case 'run':
      return { ...target, positions: target.positions ?? 'before' };
    case 'positions':
      return { ...target, from: target.from ?? 'the request' };
    default:
      return target;
  }
}

function read<Schema extends z.ZodMiniType>(
  schema: Schema,
  event: unknown,
  problems: readonly string[],
): z.infer<Schema> {
  if (problems.length > 0) throw unusable(problems);
  return z.parse(schema, event);
}

function unusable(problems: readonly string[]): OperationError {
  return new OperationError('InputInvalid', `the request is none of an offset reset: ${problems.join('; ')}`);
}
