import { offsetReset } from '../../src/operations/offset-reset.ts';
import { runbookHandler } from '../runbook/runbook-handler.ts';
import { offsetResetDeclaration as declaration } from './contract.ts';
import { followOf } from './follow.ts';
import { requestOf } from './request.ts';
import { worldOf } from './world.ts';

export const handler = runbookHandler({ runbook: offsetReset, declaration, worldOf, requestOf, followOf });
