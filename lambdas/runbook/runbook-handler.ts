import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import { openRunTable } from '../../src/adapters/aws/runs/open-run-table.ts';
import type { Json } from '../../src/domain/change/json.ts';
import type { ChangeStep, ChangeWorld } from '../../src/domain/change/plan.ts';
import type { Runbook } from '../../src/domain/change/runbook.ts';
import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';
import type { RunRequest } from '../../src/operations/plan-run.ts';
import { readRequest } from '../../src/operations/read-run.ts';
import type { Follow } from '../../src/operations/run-stages.ts';
import type { RunJournal } from '../../src/ports/run-journal.ts';
import { openFunctionCluster } from '../kafka-cluster/open.ts';
import { outOfTime } from '../out-of-time.ts';
import type { RunbookStageEvent } from './contract.ts';
import { runStage } from './run-stage.ts';
import { readRunbookSettings } from './settings.ts';
import { parseRunbookEvent } from './stage-event.ts';

export type FunctionCluster = Awaited<ReturnType<typeof openFunctionCluster>>;

/** What one kind of change brings to its function. */
export interface RunbookParts<Request, Step extends ChangeStep, World extends ChangeWorld> {
  readonly runbook: Runbook<Request, Step, World>;
  readonly declaration: RunbookDeclaration;
  readonly worldOf: (cluster: FunctionCluster, clock: Clock) => Promise<World>;
  /** What the request wants to see after the run; asked once it is done. */
  readonly followOf?: (asked: Json) => Follow<Step, World> | undefined;
  /** Reads a request as it was written; the journal knows earlier runs. */
  readonly requestOf: (asked: unknown, around: RequestSurroundings) => Promise<RunRequest<Request>>;
}

export interface Clock {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface RequestSurroundings {
  readonly nowMs: number;
  readonly journal: RunJournal;
  readonly clusterId: string;
}

/** The function of a runbook: one stage an invocation. Logs in anew each time, since stages can be hours apart. */
export function runbookHandler<Request, Step extends ChangeStep, World extends ChangeWorld>({
  runbook,
  declaration,
  worldOf,
  requestOf,
  followOf,
}: RunbookParts<Request, Step, World>) {
  const settings = readRunbookSettings(process.env);
  const logger = new Logger({ serviceName: runbook.kind, persistentLogAttributes: { cluster: settings.clusterName } });
  const clock: Clock = { nowMs: Date.now, sleep };
  const { journal, lock } = openRunTable(new DynamoDBClient(), settings.runTable, clock.nowMs);
  const region = process.env['AWS_REGION'];
  const advice = 'see in its log how far it came; "runs show" tells what is done';
  return middy<RunbookStageEvent>(outOfTime('a stage of the run', advice))
    .use(injectLambdaContext(logger))
    .handler(async given => {
      const event = parseRunbookEvent(given);
      const cluster = await openFunctionCluster(settings, { functionName: runbook.kind, region });
      try {
        const world = await worldOf(cluster, clock);
        const { clusterId } = world.target;
        const tools = {
          runbook,
          world,
          journal,
          lock,
          nowMs: clock.nowMs,
          requestOf: async (asked: unknown) => await requestOf(asked, { nowMs: clock.nowMs(), journal, clusterId }),
          followOf: async (runId: string) => followOf?.((await readRequest(journal, runId)) ?? null),
          stageSeconds: declaration.stageSeconds,
        };
        const result = await runStage(event, tools, settings);
        logger.info('stage done', { stage: event.stage, runId: event.runId, result });
        return result;
      } finally {
        cluster.close();
      }
    });
}
