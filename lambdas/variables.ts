import * as z from 'zod/mini';
import { OperationError } from '../src/domain/errors.ts';

/** The environment of a function. */
export type Variables = Readonly<Record<string, string | undefined>>;

export const text = z.string('is missing').check(z.trim(), z.minLength(1, 'is empty'));

/** Fails with everything that is wrong at once, so that a deployment is mended in one turn. */
export const parseVariables = <Values>(
  environment: z.ZodMiniType<Values>,
  variables: Variables,
  moreProblems: readonly string[] = [],
): Values => {
  const parsed = environment.safeParse(variables);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...moreProblems,
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const message = `the environment of the function is not usable: ${problems.join('; ')}`;
  throw new OperationError('ConfigurationInvalid', message);
};
