import { type ApprovalPolicy, approvalPolicies } from '../../lambdas/runbook/contract.ts';
import { type RunbookKind, runbookKinds } from '../runbooks/declarations.ts';
import { type Complain, type ContextValues, listOf, wholeNumber } from './context-values.ts';
import { exampleConfig } from './example-config.ts';
import type { RunbooksConfig } from './operations-config.ts';

/** All runbooks, each only with somebody's word, where nothing else is said. */
export const parseRunbooks = (values: ContextValues, complain: Complain): RunbooksConfig => ({
  kinds: parseKinds(values, complain),
  approval: parseApproval(values, complain),
  approvalSeconds:
    wholeNumber(values, 'approvalSeconds', { from: 60, to: mostApprovalSeconds }, complain) ??
    exampleConfig.runbooks.approvalSeconds,
});

// The cluster is locked for every other change while somebody is asked.
const mostApprovalSeconds = 7 * 24 * 60 * 60;

const parseKinds = ({ runbooks }: ContextValues, complain: Complain): readonly RunbookKind[] => {
  if (runbooks === undefined) return runbookKinds;
  if (runbooks === 'none') return [];
  const named = listOf(runbooks);
  const kinds = runbookKinds.filter(kind => named.includes(kind));
  if (named.length > 0 && new Set(named).size === kinds.length) return kinds;
  complain('runbooks', `is neither none nor a list of ${runbookKinds.join(', ')}`);
  return [];
};

const parseApproval = ({ approval }: ContextValues, complain: Complain): ApprovalPolicy => {
  const chosen = approvalPolicies.find(policy => policy === (approval ?? 'always'));
  if (chosen === undefined) complain('approval', `is none of ${approvalPolicies.join(', ')}`);
  return chosen ?? 'always';
};
