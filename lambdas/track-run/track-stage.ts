import { Secret } from '../../src/domain/secret.ts';
import { askApproval } from '../../src/operations/ask-approval.ts';
import { letClusterGo } from '../../src/operations/held-run.ts';
import { endRun, type ReportingParts } from '../../src/operations/report-run.ts';
import type { TrackingStageEvent, TrackingStageResults } from '../runbook/contract.ts';
import { failureSentence } from './failure-sentence.ts';

type StageResult = TrackingStageResults[keyof TrackingStageResults];

/** One stage of a run that needs its journal and people, and no Kafka. */
export async function trackStage(event: TrackingStageEvent, parts: ReportingParts): Promise<StageResult> {
  switch (event.stage) {
    case 'ask-approval': {
      const { digest, taskToken, approvalSeconds } = event;
      const asked = { digest, taskToken: new Secret(taskToken), waitMs: approvalSeconds * 1000 };
      await askApproval(event, asked, parts);
      return {};
    }
    case 'report': {
      const { declined, failure } = event;
      const interrupted = failure && failureSentence(failure);
      return await endRun(event, { declined, interrupted }, parts);
    }
    case 'unlock':
      if (event.clusterId !== undefined) await letClusterGo(event, event.clusterId, parts);
      return {};
  }
}
