import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { OperationError } from '../../domain/errors.ts';
import type { ApprovalDesk } from '../../ports/approvals.ts';
import { awsCallError } from './aws-call-error.ts';
import { withoutSecret } from './without-secret.ts';

const overNames: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/**
 * Answers the state of Step Functions that waits with the token. A rejection is an answer too: what follows from it is
 * for the state machine to say.
 */
export function sfnApprovalDesk(client: SFNClient): ApprovalDesk {
  return {
    async deliver({ runId, taskToken }, answer) {
      try {
        const output = JSON.stringify(answer);
        await client.send(new SendTaskSuccessCommand({ taskToken: taskToken.reveal(), output }));
      } catch (error) {
        if (error instanceof Error && overNames.has(error.name)) {
          const message = `run ${runId} does not wait for an answer any more (${error.name}); see "runs show ${runId}"`;
          throw new OperationError('ApprovalOver', message);
        }
        const call = { action: 'states:SendTaskSuccess', resourceArn: `the state machine of run ${runId}` };
        throw withoutSecret(awsCallError(call, error), taskToken);
      }
    },
  };
}
