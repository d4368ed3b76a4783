import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface PolicyDocument {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const documentsOf = (template: Template, type: string): readonly (PolicyDocument & { readonly id: string })[] =>
  Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({
    id,
    ...(Properties as PolicyDocument),
  }));

const inlineOf = (template: Template): readonly (PolicyDocument & { readonly id: string })[] =>
  Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([id, { Properties }]) =>
    ((Properties as { Policies?: readonly PolicyDocument[] }).Policies ?? []).map(policy => ({ id, ...policy })),
  );

/** Everything a template allows, with the name of the policy or role it is in. */
const namedStatements = (template: Template): readonly (Statement & { readonly id: string })[] =>
  [
    ...documentsOf(template, 'AWS::IAM::Policy'),
    ...documentsOf(template, 'AWS::IAM::ManagedPolicy'),
    ...inlineOf(template),
  ].flatMap(({ id, PolicyDocument: { Statement } }) => Statement.map(statement => ({ id, ...statement })));

export const allStatements = (template: Template): readonly Statement[] => namedStatements(template);

/** What the policies and roles whose logical ids begin so allow. */
export const statementsIn = (template: Template, idStart: string): readonly Statement[] =>
  namedStatements(template).filter(({ id }) => id.startsWith(idStart));

export const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat();
