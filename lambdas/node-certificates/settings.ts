import * as z from 'zod/mini';
import { parseVariables, text, type Variables } from '../variables.ts';
import type { NodeCertificatesEnvironment } from './contract.ts';

export interface Settings {
  readonly clusterName: string;
  readonly authoritySecretId: string;
}

const environment = z.object({ CLUSTER_NAME: text, AUTHORITY_SECRET_ID: text } satisfies Record<
  keyof NodeCertificatesEnvironment,
  unknown
>);

export const readSettings = (variables: Variables): Settings => {
  const value = parseVariables(environment, variables);
  return { clusterName: value.CLUSTER_NAME, authoritySecretId: value.AUTHORITY_SECRET_ID };
};
