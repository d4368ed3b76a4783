interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

export interface StackTemplate {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** What CloudFormation as the emulator plays it takes of a template: resources of these types are left out. */
export const playedPart = (template: StackTemplate, notPlayed: ReadonlySet<string>): StackTemplate => {
  const isPlayed = ({ Type, Properties }: TemplateResource): boolean =>
    !notPlayed.has(Type) && !(notPlayed.has(alarmOfSeveral) && Type === alarm && Properties?.['Metrics'] !== undefined);
  const kept = Object.entries(template.Resources).filter(([, resource]) => isPlayed(resource));
  const keptIds = new Set(kept.map(([id]) => id));
  const known: Known = {
    has: id => keptIds.has(id) || !Object.hasOwn(template.Resources, id),
    isSecret: id => template.Resources[id]?.Type === 'AWS::SecretsManager::Secret',
  };
  const Resources = Object.fromEntries(
    kept.map(([id, { DependsOn, ...resource }]) => [
      id,
      {
        ...(withoutReferences(resource, known) as TemplateResource),
        ...(DependsOn === undefined ? {} : { DependsOn: [DependsOn].flat().filter(known.has) }),
      },
    ]),
  );
  return {
    ...template,
    Resources,
    Outputs: withoutReferences(template.Outputs ?? {}, known) as StackTemplate['Outputs'],
  };
};

const alarm = 'AWS::CloudWatch::Alarm';

/** The one type of which it takes some and refuses others. */
export const alarmOfSeveral = `${alarm} of several metrics`;

interface Known {
  readonly has: (id: string) => boolean;
  readonly isSecret: (id: string) => boolean;
}

const secretArnStart = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret';

/** An ARN that names nothing stands for what was not made. */
const withoutReferences = (value: unknown, known: Known): unknown => {
  if (Array.isArray(value)) return value.map(item => withoutReferences(item, known));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: [string] };
  const id = ref ?? attribute?.[0];
  if (id !== undefined && !known.has(id)) return `arn:aws:none:eu-west-1:000000000000:none/${id}/none`;
  // The emulator gives its name; CloudFormation gives the ARN.
  if (ref !== undefined && known.isSecret(ref)) return { 'Fn::Join': [':', [secretArnStart, { Ref: ref }]] };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutReferences(item, known)]));
};
