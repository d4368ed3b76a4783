import * as z from 'zod/mini';
import { OperationError } from '../../src/domain/errors.ts';
import { rotationPhases } from '../../src/domain/scram/rotation-step.ts';
import type { AgesEvent, RotationEvent } from './contract.ts';

const secretArn = z
  .string()
  .check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/), z.maxLength(2048));

const rotationEvent = z.object({
  Step: z.enum(rotationPhases),
  SecretId: secretArn,
  ClientRequestToken: z.string().check(z.regex(/^[A-Za-z0-9-]{32,64}$/)),
  RotationToken: z.optional(z.string()),
} satisfies Record<keyof RotationEvent, unknown>);

const agesEvent = z.object({
  tellAges: z.array(z.object({ secretId: secretArn, user: z.string().check(z.minLength(1)) })),
} satisfies Record<keyof AgesEvent, unknown>);

/** Only the names of fields are told: tokens are credentials. */
export const parseRotateScramEvent = (event: unknown): RotationEvent | AgesEvent => {
  const isOfSchedule = typeof event === 'object' && event !== null && 'tellAges' in event;
  const parsed = isOfSchedule ? agesEvent.safeParse(event) : rotationEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'all of it'))].join(', ');
  throw new OperationError(
    'InputInvalid',
    `the event is not one of Secrets Manager (see ${fields}); rotate with: aws secretsmanager rotate-secret --secret-id ARN`,
  );
};
