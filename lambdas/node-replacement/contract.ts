import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';
import { nodeRestartDeclaration } from '../node-restart/contract.ts';

/** The runbook as it is deployed. */
export const nodeReplacementDeclaration = {
  ...nodeRestartDeclaration,
  kind: 'node-replacement',
  does: 'gives nodes another machine, with their names and their data',
  nodeActions: ['stop', 'replace'],
} as const satisfies RunbookDeclaration;
