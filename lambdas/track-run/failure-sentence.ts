import * as z from 'zod/mini';

const lambdaError = z.object({ errorType: z.string(), errorMessage: z.string() });

/**
 * What Step Functions tells of a stage that failed, in a sentence: the cause of a function's error is JSON with a stack
 * trace, which nobody wants to read in a report.
 */
export const failureSentence = ({ error, cause }: { readonly error: string; readonly cause: string }): string => {
  const told = lambdaError.safeParse(jsonOf(cause));
  const message = told.success ? told.data.errorMessage : cause;
  return `${error}: ${message.split('\n', 1)[0]?.slice(0, longestMessage) ?? ''}`;
};

const longestMessage = 1000;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
