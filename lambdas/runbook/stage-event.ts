import * as z from 'zod/mini';
import { OperationError } from '../../src/domain/errors.ts';
import type { RunbookStageEvent, TrackingStageEvent } from './contract.ts';

/** As Step Functions names executions; it is the id of the run too. */
const runId = z.string().check(z.regex(/^[\w-]{1,80}$/, 'is no name of an execution'));
const ofRun = { runId, requestedBy: z.string().check(z.trim(), z.minLength(1, 'is empty'), z.maxLength(256)) };
const seconds = z.int().check(z.positive());
const approval = z.object({ person: z.string(), digest: z.string() });

const runbookEvent = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('lock'), ...ofRun }),
  z.object({ stage: z.literal('plan'), ...ofRun, request: z.unknown() }),
  z.object({ stage: z.literal('check'), ...ofRun, approval }),
  z.object({ stage: z.literal('act'), ...ofRun }),
  z.object({ stage: z.literal('clean-up'), ...ofRun }),
  z.object({ stage: z.literal('verify'), ...ofRun }),
]);

const trackingEvent = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('ask-approval'),
    ...ofRun,
    digest: z.string(),
    approvalSeconds: seconds,
    taskToken: z.string(),
  }),
  z.object({
    stage: z.literal('report'),
    ...ofRun,
    declined: z.optional(z.object({ person: z.string(), reason: z.string() })),
    failure: z.optional(z.object({ error: z.string(), cause: z.string() })),
  }),
  z.object({ stage: z.literal('unlock'), ...ofRun, clusterId: z.optional(z.string()) }),
]);

export const parseRunbookEvent = (event: unknown): RunbookStageEvent => parse(runbookEvent, event);

export const parseTrackingEvent = (event: unknown): TrackingStageEvent => parse(trackingEvent, event);

/** Only the names of fields are told: the event may hold a task token. */
const parse = <Event>(schema: z.ZodMiniType<Event>, event: unknown): Event => {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'all of it'))].join(', ');
  const advice = 'start the state machine instead of the function';
  throw new OperationError(
    'InputInvalid',
    `the event is not one of a run in Step Functions (see ${fields}); ${advice}`,
  );
};
