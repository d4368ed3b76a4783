/** How to log in to an MSK cluster, and over which kind of address. */
export type MskLoginKind = 'iam' | 'scram' | 'tls' | 'none';
export const mskNetworks = ['private', 'vpc-connectivity', 'public'] as const;
export type MskNetwork = (typeof mskNetworks)[number];

/** The bootstrap strings a cluster offers, by address and login; only those that are on. */
export type MskBootstrapStrings = Readonly<Partial<Record<MskAccess, string>>>;
export type MskAccess = `${MskNetwork} ${MskLoginKind}`;

export type MskBootstrapChoice =
  | { readonly kind: 'chosen'; readonly bootstrapServers: string }
  | { readonly kind: 'not-offered'; readonly problem: string };

/** Picks the string for one login and network; another network is never taken instead, since it may cost or leak. */
export function chooseMskBootstrap(
  offered: MskBootstrapStrings,
  login: MskLoginKind,
  network: MskNetwork,
): MskBootstrapChoice {
  const access: MskAccess = `${network} ${login}`;
  const bootstrapServers = offered[access];
  if (bootstrapServers) return { kind: 'chosen', bootstrapServers };
  const others = Object.entries(offered).flatMap(([name, servers]) => (servers ? [name] : []));
  const offers = others.length === 0 ? 'it offers none yet' : `it offers ${others.map(describeAccess).join(', ')}`;
  return { kind: 'not-offered', problem: `does not offer ${describeAccess(access)}; ${offers}` };
}

const loginWords: Readonly<Record<string, string>> = {
  iam: '--login iam',
  scram: '--login scram:<secret ARN>',
  tls: '--login tls',
  none: '--login none',
};

function describeAccess(access: string): string {
  const [network, login] = access.split(' ') as [MskNetwork, MskLoginKind];
  return network === 'private' ? loginWords[login]! : `${loginWords[login]!} --network ${network}`;
}
