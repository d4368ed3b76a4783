import * as z from 'zod/mini';
import { type ClusterSettings, clusterProblems, clusterSettings, clusterVariables } from '../kafka-cluster/settings.ts';
import { parseVariables, text, type Variables } from '../variables.ts';
import type { RotateScramEnvironment } from './contract.ts';

/** The environment, read once at cold start. */
export interface RotateScramSettings extends ClusterSettings {
  readonly runTable: string;
  /** Only of Amazon MSK, which has its users from secrets. */
  readonly clusterArn?: string;
}

const environment = z.object({ ...clusterVariables, RUN_TABLE: text } satisfies Record<
  keyof RotateScramEnvironment,
  unknown
>);

export const readSettings = (variables: Variables): RotateScramSettings => {
  const value = parseVariables(environment, variables, [...clusterProblems(variables), ...loginProblems(variables)]);
  const { RUN_TABLE: runTable, CLUSTER_ARN: clusterArn } = value;
  return { ...clusterSettings(value), runTable, ...(clusterArn === undefined ? {} : { clusterArn }) };
};

const loginProblems = ({ LOGIN = '' }: Variables): readonly string[] =>
  LOGIN === '' || LOGIN.startsWith('scram:')
    ? []
    : [`LOGIN is ${LOGIN}, and new logins can only be proven where this function itself logs in by SCRAM`];
