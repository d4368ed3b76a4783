/** A value of a template with its intrinsic functions done, as CloudFormation would, with made-up names of what they refer to. */
export const resolved = (value: unknown, types: Readonly<Record<string, string>>): unknown => {
  const resolve = (inner: unknown): unknown => resolved(inner, types);
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, given] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0) {
    switch (name) {
      case 'Ref':
        return refOf(given as string, types);
      case 'Fn::Join': {
        const [separator, parts] = given as [string, unknown];
        return (resolve(parts) as string[]).join(separator);
      }
      case 'Fn::Sub':
        return (given as string).replaceAll(/\$\{([^}]+)\}/g, (_, id: string) => refOf(id, types));
      case 'Fn::Base64':
        return resolve(given);
      case 'Fn::GetStackOutput':
        return outputOf((given as { readonly OutputName: string }).OutputName);
      case 'Fn::GetAtt':
        return `made-${(given as string[]).join('-')}`;
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
};

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Of another stack: the zone of its first, second or third subnet, or anything else. */
const outputOf = (name: string): string => {
  const zone = /Subnet(\d).*AvailabilityZone/.exec(name)?.[1];
  return zone === undefined ? `made-${name}` : `eu-west-1${'abc'[Number(zone) - 1] ?? ''}`;
};

const refOf = (id: string, types: Readonly<Record<string, string>>): string => {
  switch (types[id]) {
    case 'AWS::EC2::Volume':
      return 'vol-0123456789abcdef0';
    case 'AWS::Route53::HostedZone':
      return 'Z0123456789ABCDEFGHIJ';
    case 'AWS::SecretsManager::Secret':
      return `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${id}-AbCdEf`;
    case 'AWS::Logs::LogGroup':
      return '/kafka-steward/shop/ec2';
    default:
      return pseudo[id] ?? `made-${id}`;
  }
};
