/** The parts of an MSK cluster's ARN that decide whom to ask. */
export interface MskArn {
  readonly arn: string;
  readonly region: string;
  readonly clusterName: string;
}

export type MskArnOutcome =
  | { readonly kind: 'parsed'; readonly arn: MskArn }
  | { readonly kind: 'wrong'; readonly problem: string };

const example = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abcd1234-…-2';

/** Reads `arn:<partition>:kafka:<region>:<account>:cluster/<name>/<uuid>`. */
export function parseMskArn(text: string): MskArnOutcome {
  const [scheme, partition, service, region, account, ...rest] = text.split(':');
  const [type, clusterName, id] = rest.join(':').split('/');
  const wrong = (what: string): MskArnOutcome => ({
    kind: 'wrong',
    problem: `${JSON.stringify(text)} is not the ARN of an MSK cluster: ${what}; it looks like ${example}`,
  });
  if (scheme !== 'arn' || !/^aws(-[a-z]+)*$/.test(partition ?? '')) return wrong('it does not start with arn:aws');
  if (service !== 'kafka') return wrong(`its service is ${JSON.stringify(service ?? '')}, not kafka`);
  if (region === undefined || !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) return wrong('it has no region');
  if (!/^\d{12}$/.test(account ?? '')) return wrong('its account is not 12 digits');
  if (type !== 'cluster' || !clusterName || !id) return wrong('it does not end with cluster/<name>/<id>');
  return { kind: 'parsed', arn: { arn: text, region, clusterName } };
}

/** The region in the host name of an MSK broker; undefined for any other host. */
export function regionOfMskHost(host: string): string | undefined {
  return /\.kafka(?:-serverless)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\./i.exec(host)?.[1]?.toLowerCase();
}
