import {
  type CommandInvocation,
  paginateListCommandInvocations,
  SendCommandCommand,
  type SendCommandCommandInput,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { OperationError } from '../../../domain/errors.ts';
import { nodeDocumentName, nodeTags } from '../../../domain/nodes/node-tags.ts';
import { awsCallError } from '../aws-call-error.ts';

export type NodeAction = 'status' | 'start' | 'stop' | 'restart';

/** What became of a command on one instance. */
export interface CommandRow {
  readonly instanceId: string;
  /** `lost`: it was not delivered, or ended without an answer. */
  readonly kind: 'done' | 'failed' | 'under-way' | 'lost';
  /** What the command wrote, at most 2,500 characters. */
  readonly output: string;
}

export interface CommandParts {
  readonly client: SSMClient;
  /** As the stack names its cluster; its document is `kafka-steward-<cluster>-node`. */
  readonly cluster: string;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The shortest that SSM has. What is not delivered by then never is. */
const deliverWithinSeconds = 30;
const betweenPollsMs = 1_000;

/** Has the instances do one thing, and waits until all of them have, or the time is over. One row each, in this order. */
export async function runOnNodes(
  action: NodeAction,
  instanceIds: readonly string[],
  withinMs: number,
  { client, cluster, nowMs, sleep }: CommandParts,
): Promise<readonly CommandRow[]> {
  if (instanceIds.length === 0) return [];
  const document = nodeDocumentName(cluster);
  const untilMs = nowMs() + withinMs;
  const input: SendCommandCommandInput = {
    DocumentName: document,
    Parameters: { action: [action] },
    // Told by `listUnderWay`: an invocation has no parameters.
    Comment: action,
    TimeoutSeconds: deliverWithinSeconds,
    MaxConcurrency: '100%',
    MaxErrors: '100%',
    // By its tag, an instance whose agent is not there is left out; by its id it would be an error for all of them.
    ...(action === 'status'
      ? { Targets: [{ Key: `tag:${nodeTags.cluster}`, Values: [cluster] }] }
      : { InstanceIds: [...instanceIds] }),
  };
  const sent = await call('ssm:SendCommand', document, () => client.send(new SendCommandCommand(input)));
  const CommandId = sent.Command?.CommandId ?? '';
  for (;;) {
    const told = await listInvocations(client, { CommandId, Details: true });
    const rows = instanceIds.map(id =>
      rowOf(
        id,
        told.find(({ InstanceId }) => InstanceId === id),
      ),
    );
    if (rows.every(({ kind }) => kind === 'done' || kind === 'failed') || nowMs() >= untilMs) return rows;
    await sleep(betweenPollsMs);
  }
}

/** Instances on which a command is under way that is not only a question. */
export async function listUnderWay({ client, cluster }: Pick<CommandParts, 'client' | 'cluster'>) {
  const lists = await Promise.all(
    ['Pending', 'InProgress'].map(value => listInvocations(client, { Filters: [{ key: 'Status', value }] })),
  );
  const own = lists.flat().filter(({ DocumentName }) => DocumentName === nodeDocumentName(cluster));
  return new Set(own.filter(({ Comment }) => Comment !== 'status').map(({ InstanceId }) => InstanceId ?? ''));
}

async function listInvocations(
  client: SSMClient,
  input: Parameters<typeof paginateListCommandInvocations>[1],
): Promise<readonly CommandInvocation[]> {
  return await call('ssm:ListCommandInvocations', '*', async () => {
    const found: CommandInvocation[] = [];
    for await (const { CommandInvocations = [] } of paginateListCommandInvocations({ client }, input)) {
      found.push(...CommandInvocations);
    }
    return found;
  });
}

function rowOf(instanceId: string, invocation: CommandInvocation | undefined): CommandRow {
  const output = invocation?.CommandPlugins?.map(({ Output = '' }) => Output).join('\n') ?? '';
  return { instanceId, kind: kindOf(invocation?.Status), output };
}

function kindOf(status: CommandInvocation['Status']): CommandRow['kind'] {
  switch (status) {
    case 'Success':
      return 'done';
    case 'Failed':
    case 'Cancelled':
    case 'Cancelling':
      return 'failed';
    case 'Pending':
    case 'InProgress':
    case 'Delayed':
      return 'under-way';
    default:
      return 'lost';
  }
}

async function call<T>(action: string, resource: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const isAway = error instanceof Error && error.name === 'InvalidInstanceId';
    if (!isAway) throw awsCallError({ action, resourceArn: resource }, error);
    const sentence = `${action}: the SSM agent of the node is not there; look at the instance, or replace it`;
    throw new OperationError('AwsUnavailable', sentence, { retryable: true, cause: error });
  }
}
