import type * as z from 'zod/mini';

/** Everything that is wrong with a document by its schema, each behind the name of its field. */
export const problemsOf = (schema: z.ZodMiniType, document: unknown): readonly string[] => {
  const { error } = schema.safeParse(document, { error: sentenceOf });
  return (error?.issues ?? []).map(({ path, message }) => {
    const field = path.map((part, at) =>
      typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`,
    );
    return field.length === 0 ? message : `${field.join('')} ${message}`;
  });
};

const sentenceOf = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `has to be ${withArticle(issue.expected)}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map(key => JSON.stringify(key)).join(', ')}`;
    case 'invalid_value':
      return `has to be ${issue.values.map(value => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `has to be at least ${issue.minimum}${ofWhat(issue.origin)}`;
    case 'too_big':
      return `has to be at most ${issue.maximum}${ofWhat(issue.origin)}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? 'is of no form that is known' : 'is no kind that is known';
    default:
      return 'cannot be read';
  }
};

const withArticle = (expected: string): string =>
  expected === 'int' ? 'a whole number' : /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;

const ofWhat = (origin: string): string => (origin === 'string' ? ' letter' : origin === 'array' ? ' entry' : '');
