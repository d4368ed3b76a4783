import type { EstimateRequest, RequestField } from '../../domain/cost/estimate-request.ts';
import { OperationError } from '../../domain/errors.ts';
import { problemsOf } from '../documents/schema-problems.ts';
import { requestSchema } from './request-schema.ts';

const example = '{"region": "us-east-1", "in": "50MB/s", "fanOut": 3, "retention": "3d", "partitions": 1000}';

/** A request as each door takes it, by how that door names its first figure; a form has fields of its own words. */
const wholeOnes: Readonly<Record<string, string>> = {
  in: `a whole one is ${example}`,
  '--in': 'a whole one is --region us-east-1 --in 50MB/s --retention 3d --partitions 1000',
};

/**
 * A document as the request it is. Rejects with InputInvalid: all that is wrong with its shape in one line, each behind
 * the name of its field as `nameOf` has it.
 */
export function parseEstimateRequest(
  document: unknown,
  nameOf: (field: RequestField) => string = field => field,
): EstimateRequest {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new OperationError('InputInvalid', `the request is no object such as ${example}`);
  }
  const problems = problemsOf(requestSchema, document).map(problem =>
    problem.replace(/^\w+/, word => (word in requestSchema.shape ? nameOf(word as RequestField) : word)),
  );
  if (problems.length === 0) return document as EstimateRequest;
  const advice = wholeOnes[nameOf('in')] ?? 'rates are like 50MB/s, times like 3d, counts like 1000';
  throw new OperationError('InputInvalid', `the request cannot be read: ${problems.join('; ')}; ${advice}`);
}
