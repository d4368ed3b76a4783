import * as z from 'zod/mini';
import { problemsOf } from '../../src/adapters/documents/schema-problems.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { NodeCertificatesRequest } from './contract.ts';

const text = z.string().check(z.minLength(1));

// CloudFormation adds fields of its own to the properties of a resource.
const schema = z.object({
  nodes: z.array(z.object({ host: text, secretId: text })).check(z.minLength(1)),
} satisfies Record<keyof NodeCertificatesRequest, unknown>);

/** Rejects with InputInvalid: all that is wrong with it, in one line. */
export const parseRequest = (asked: unknown): NodeCertificatesRequest => {
  const parsed = schema.safeParse(asked);
  if (parsed.success) return parsed.data;
  const example = '{"nodes": [{"host": "node-1.shop.internal", "secretId": "arn:…"}]}';
  const problems = typeof asked === 'object' && asked !== null ? problemsOf(schema, asked) : ['it is no object'];
  throw new OperationError('InputInvalid', `the request cannot be read: ${problems.join('; ')}; send ${example}`);
};
