import { readClientProperties } from './client-properties.ts';
import { type ClientSettings, shown } from './client-settings.ts';
import { type MskNetwork, mskNetworks } from './msk-bootstrap.ts';

/** A client.properties file with the keys this product adds, so that a named cluster can be an MSK cluster. */
export interface ConnectionProfile {
  /** Absent: the file says nothing of security, only the keys below. */
  readonly settings?: ClientSettings;
  /** `msk.cluster.arn` */
  readonly arn?: string;
  /** `msk.login`, as the flag `--login`. */
  readonly login?: string;
  /** `msk.network`, as the flag `--network`. */
  readonly network?: MskNetwork;
  readonly problems: readonly string[];
}

export function readConnectionProfile(properties: ReadonlyMap<string, string>): ConnectionProfile {
  const { settings, problems } = readClientProperties(properties);
  const networkText = properties.get('msk.network')?.trim();
  const network = mskNetworks.find(known => known === networkText);
  const networkProblems =
    networkText === undefined || network !== undefined
      ? []
      : [`msk.network is ${shown(networkText)}; allowed are ${mskNetworks.join(', ')}`];
  return {
    settings: properties.has('security.protocol') || settings.bootstrapServers ? settings : undefined,
    arn: properties.get('msk.cluster.arn')?.trim(),
    login: properties.get('msk.login')?.trim(),
    network,
    problems: [...problems, ...networkProblems],
  };
}
