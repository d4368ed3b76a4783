import type { Template } from 'aws-cdk-lib/assertions';

export interface FoundResource {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

export const resourcesOf = (template: Template, type: string): readonly FoundResource[] =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    properties: resource['Properties'] as Readonly<Record<string, unknown>>,
    deletionPolicy: resource['DeletionPolicy'] as string | undefined,
  }));

/** A value of one template that is an output of another, as that one has it: `{ Ref }` or `{ Fn::GetAtt }` there. */
export const followed = (value: unknown, other: Template): unknown => {
  const { 'Fn::GetStackOutput': output } = value as { readonly 'Fn::GetStackOutput'?: { readonly OutputName: string } };
  if (output === undefined) return value;
  const outputs = other.toJSON()['Outputs'] as Readonly<Record<string, { readonly Value: unknown }>>;
  return outputs[output.OutputName]?.Value;
};

/** All text of a value with its references left out: what a Fn::Join is made of by us. */
export const plainText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plainText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(plainText).join('');
};
