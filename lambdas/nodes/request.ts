import * as z from 'zod/mini';
import { problemsOf } from '../../src/adapters/documents/schema-problems.ts';
import type { Json } from '../../src/domain/change/json.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { NodeChoice } from '../../src/domain/nodes/node-choice.ts';
import type { NodeRequest } from '../../src/domain/nodes/node-request.ts';
import type { RunRequest } from '../../src/operations/plan-run.ts';

const seconds = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));
const undoSchema = z.strictObject({ undo: z.string().check(z.regex(/^[\w-]{1,80}$/, 'is no id of a run')) });

/** What the state machines of nodes can be asked. */
const nodesSchema = z.strictObject({
  nodes: z.optional(z.array(z.int().check(z.nonnegative(), z.lte(2_147_483_647))).check(z.minLength(1))),
  role: z.optional(z.enum(['broker', 'controller'])),
  all: z.optional(z.literal(true)),
  soakSeconds: z.optional(seconds(0, 7_200)),
  backWithinSeconds: z.optional(seconds(10, 86_400)),
  acceptOutage: z.optional(z.array(z.string().check(z.regex(/^[\w.-]{1,249}$/, 'is no name of a topic')))),
  election: z.optional(z.boolean()),
});

/** Reads requests for the nodes of one cluster. Rejects with InputInvalid: all that is wrong, in one line, by field. */
export const nodeRequestOf =
  (cluster: string, usualBackWithinSeconds: number) =>
  async (asked: unknown): Promise<RunRequest<NodeRequest>> => {
    await Promise.resolve();
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) {
      throw unusable(['it is no object such as {"nodes": [2]}']);
    }
    if ('undo' in asked) {
      const { undo } = read(undoSchema, asked, problemsOf(undoSchema, asked));
      return { kind: 'undo', runId: undo, asked: asked as Json };
    }
    const problems = [...problemsOf(nodesSchema, asked), ...choiceProblems({ ...asked })];
    const wanted = read(nodesSchema, asked, problems);
    const request: NodeRequest = {
      choice: choiceOf(wanted),
      nodes: `ec2:${cluster}`,
      soakMs: 1_000 * (wanted.soakSeconds ?? 60),
      returnWithinMs: 1_000 * (wanted.backWithinSeconds ?? usualBackWithinSeconds),
      elects: wanted.election ?? true,
      acceptedTopics: wanted.acceptOutage ?? [],
    };
    return { kind: 'change', request, asked: asked as Json };
  };

const choices = ['nodes', 'role', 'all'] as const;

function choiceProblems(asked: Readonly<Record<string, unknown>>): readonly string[] {
  const given = choices.filter(name => asked[name] !== undefined);
  return given.length === 1 ? [] : ['it has to have one of nodes, role and all'];
}

function choiceOf({ nodes, role }: z.infer<typeof nodesSchema>): NodeChoice {
  if (nodes !== undefined) return { kind: 'named', nodeIds: nodes };
  return role === undefined ? { kind: 'all' } : { kind: 'role', role };
}

function read<Schema extends z.ZodMiniType>(
  schema: Schema,
  asked: unknown,
  problems: readonly string[],
): z.infer<Schema> {
  if (problems.length > 0) throw unusable(problems);
  return z.parse(schema, asked);
}

function unusable(problems: readonly string[]): OperationError {
  return new OperationError('InputInvalid', `the request is none for nodes: ${problems.join('; ')}`);
}
