import { type ApprovalPolicy, approvalPolicies } from '../../lambdas/runbook/contract.ts';
import { actsOnNodes, type RunbookKind, runbookKinds } from '../runbooks/declarations.ts';
import { type Complain, type ContextValues, listOf, wholeNumber } from './context-values.ts';
import { exampleConfig } from './example-config.ts';
import type { RunbooksConfig } from './operations-config.ts';

/** All runbooks, each only with somebody's word, where nothing else is said. */
export const parseRunbooks = (values: ContextValues, complain: Complain): RunbooksConfig => ({
  kinds: parseKinds(values, complain),
  ...parseNodes(values, complain),
  approval: parseApproval(values, complain),
  approvalSeconds:
    wholeNumber(values, 'approvalSeconds', { from: 60, to: mostApprovalSeconds }, complain) ??
    exampleConfig.runbooks.approvalSeconds,
});

// The cluster is locked for every other change while somebody is asked.
const mostApprovalSeconds = 7 * 24 * 60 * 60;

const parseKinds = (values: ContextValues, complain: Complain): readonly RunbookKind[] => {
  const { runbooks } = values;
  const isPossible = (kind: RunbookKind): boolean => values.nodes !== undefined || !actsOnNodes(kind);
  if (runbooks === undefined) return runbookKinds.filter(isPossible);
  if (runbooks === 'none') return [];
  const named = listOf(runbooks);
  const kinds = runbookKinds.filter(kind => named.includes(kind));
  const lost = kinds.find(kind => !isPossible(kind));
  if (lost !== undefined) complain('runbooks', `has ${lost}, which acts on machines; say whose with -c nodes=…`);
  if (named.length > 0 && new Set(named).size === kinds.length) return kinds;
  complain('runbooks', `is neither none nor a list of ${runbookKinds.join(', ')}`);
  return [];
};

const parseNodes = ({ nodes, cluster }: ContextValues, complain: Complain): Pick<RunbooksConfig, 'nodes'> => {
  if (nodes === undefined) return {};
  if (cluster !== undefined) complain('nodes', 'is for a Kafka on EC2; Amazon MSK restarts its brokers itself');
  if (!/^[\w.-]{1,100}$/.test(nodes)) complain('nodes', 'is no name of a cluster on EC2, such as orders-ec2');
  return { nodes };
};

const parseApproval = ({ approval }: ContextValues, complain: Complain): ApprovalPolicy => {
  const chosen = approvalPolicies.find(policy => policy === (approval ?? 'always'));
  if (chosen === undefined) complain('approval', `is none of ${approvalPolicies.join(', ')}`);
  return chosen ?? 'always';
};
