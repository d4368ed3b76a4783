export interface Resource {
  readonly Type: string;
  readonly Properties: unknown;
}

/** What a resource of the template has become. */
export interface MadeResource {
  readonly ref: string;
  readonly arn: string;
}

/** A value of the template with Ref, Fn::GetAtt (of ARNs) and Fn::Join done, as CloudFormation would. */
export const resolveIn = (made: ReadonlyMap<string, MadeResource>, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(item => resolveIn(made, item));
  if (typeof value !== 'object' || value === null) return value;
  const intrinsic = value as Readonly<Record<string, unknown>>;
  if ('Ref' in intrinsic) return intrinsic['Ref'] === 'AWS::Partition' ? 'aws' : find(made, intrinsic['Ref']).ref;
  if ('Fn::GetAtt' in intrinsic) return find(made, (intrinsic['Fn::GetAtt'] as [unknown])[0]).arn;
  if ('Fn::Join' in intrinsic) {
    const [separator, parts] = intrinsic['Fn::Join'] as [string, unknown[]];
    return parts.map(part => resolveIn(made, part)).join(separator);
  }
  return Object.fromEntries(Object.entries(intrinsic).map(([name, item]) => [name, resolveIn(made, item)]));
};

const find = (made: ReadonlyMap<string, MadeResource>, id: unknown): MadeResource => {
  const name = String(id);
  // Such as a log group: a policy may name it, and nobody here uses it.
  return made.get(name) ?? { ref: `not-made-${name}`, arn: `arn:aws:none:eu-west-1:000000000000:${name}` };
};
