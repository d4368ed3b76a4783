import { randomUUID } from 'node:crypto';
import type { EmulatedAws } from './emulated-aws.ts';

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

export interface RoleToMake {
  /** Who takes it on: `lambda` or `states`. */
  readonly principal: string;
  readonly policy: unknown;
  /** What is left out of the policy, where a test wants to see it missed. */
  readonly withoutAction?: string;
}

/** A role that may do what the policy says. */
export const makeRole = async (aws: EmulatedAws, { principal, policy, withoutAction }: RoleToMake): Promise<string> => {
  const name = `role-${randomUUID()}`;
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: `${principal}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
  };
  await askIam(aws, { Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
  const { Statement, ...rest } = policy as PolicyDocument;
  const left = Statement.map(statement => ({
    ...statement,
    Action: [statement.Action].flat().filter(action => action !== withoutAction),
  })).filter(({ Action }) => Action.length > 0);
  const PolicyDocument = JSON.stringify({ ...rest, Statement: left });
  await askIam(aws, { Action: 'PutRolePolicy', RoleName: name, PolicyName: 'rights', PolicyDocument });
  return `arn:aws:iam::000000000000:role/${name}`;
};

// By plain HTTP: a client of IAM would be a dependency for two calls.
const askIam = async ({ endpoint }: EmulatedAws, form: Readonly<Record<string, string>>): Promise<void> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Version: '2010-05-08', ...form }),
  });
  if (!answer.ok) throw new Error(`iam ${form['Action'] ?? ''}: ${await answer.text()}`);
};
