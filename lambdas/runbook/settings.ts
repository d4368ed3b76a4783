import * as z from 'zod/mini';
import { type ClusterSettings, clusterProblems, clusterSettings, clusterVariables } from '../kafka-cluster/settings.ts';
import { parseVariables, text, type Variables } from '../variables.ts';
import { type ApprovalPolicy, approvalPolicies, type RunbookEnvironment } from './contract.ts';

/** The environment of a runbook's function, read once at cold start. */
export interface RunbookSettings extends ClusterSettings {
  readonly runTable: string;
  readonly approval: ApprovalPolicy;
  readonly approvalSeconds: number;
}

const environment = z.object({
  ...clusterVariables,
  RUN_TABLE: text,
  APPROVAL: z.enum(approvalPolicies, `is none of ${approvalPolicies.join(', ')}`),
  APPROVAL_SECONDS: z.string('is missing').check(z.regex(/^[1-9]\d{0,6}$/, 'is not a whole number of seconds')),
} satisfies Record<keyof RunbookEnvironment, unknown>);

export const readRunbookSettings = (variables: Variables): RunbookSettings => {
  const value = parseVariables(environment, variables, clusterProblems(variables));
  return {
    ...clusterSettings(value),
    runTable: value.RUN_TABLE,
    approval: value.APPROVAL,
    approvalSeconds: Number(value.APPROVAL_SECONDS),
  };
};
