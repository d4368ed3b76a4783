import * as z from 'zod/mini';
import { OperationError } from '../../src/domain/errors.ts';
import type { CheckLagRequest } from './contract.ts';

const request = z.object({
  scheduledTime: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)),
  executionId: z.string(),
} satisfies Record<keyof CheckLagRequest, unknown>);

/** The instant this run was due: what makes a second delivery of it the same run. */
export const readDueAtMs = (event: unknown): number => {
  const parsed = request.safeParse(event);
  const dueAtMs = parsed.success ? Date.parse(parsed.data.scheduledTime) : Number.NaN;
  if (!Number.isNaN(dueAtMs)) return dueAtMs;
  throw new OperationError(
    'InputInvalid',
    'the event is not the one of the schedule; to run a check by hand send {"scheduledTime": "2026-01-31T10:00:00Z", "executionId": "by hand"} with the time of now',
  );
};
