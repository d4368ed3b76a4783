import * as z from 'zod/mini';
import { resetSchema, undoSchema } from '../../lambdas/offset-reset/request-schema.ts';

/** What the state machine `offset-reset` can be asked, for editors and checkers of JSON. */
export function renderOffsetRequest(): string {
  const schema = z.toJSONSchema(z.union([resetSchema, undoSchema]));
  const title = 'A request to the state machine offset-reset';
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`;
}
