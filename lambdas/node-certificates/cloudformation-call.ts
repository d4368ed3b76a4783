import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const call = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url({ protocol: /^https?$/ }),
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  PhysicalResourceId: z.optional(text),
  ResourceProperties: z.optional(z.unknown()),
});

/** What CloudFormation asks of a custom resource. It waits for an answer at the URL, whatever the function returns. */
export type CloudFormationCall = z.infer<typeof call>;

/** Undefined where it is none: somebody else asks, and waits at no URL. */
export const cloudFormationCallOf = (event: unknown): CloudFormationCall | undefined => call.safeParse(event).data;
