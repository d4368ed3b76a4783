import { nodeReplacementDeclaration } from '../../lambdas/node-replacement/contract.ts';
import { nodeRestartDeclaration } from '../../lambdas/node-restart/contract.ts';
import { offsetResetDeclaration } from '../../lambdas/offset-reset/contract.ts';
import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';

/** Every runbook there is. One more here is one more in the stack, in the context keys and in the tests. */
export const runbookDeclarations = {
  'offset-reset': offsetResetDeclaration,
  'node-restart': nodeRestartDeclaration,
  'node-replacement': nodeReplacementDeclaration,
} as const satisfies Readonly<Record<string, RunbookDeclaration>>;

export type RunbookKind = keyof typeof runbookDeclarations;

export const runbookKinds = Object.keys(runbookDeclarations) as readonly RunbookKind[];

/** Of those that act on machines somebody has to say whose. */
export const actsOnNodes = (kind: RunbookKind): boolean => 'nodeActions' in runbookDeclarations[kind];
