import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import type { Api } from '../protocol/api.ts';
import type { BrokerOffer } from './broker-connection.ts';
import { addressOf } from './one-line.ts';

/** The highest version both sides know. */
export function highestCommonVersion(api: Api<unknown, unknown>, offer: BrokerOffer): number | undefined {
  const offered = offer.versions.get(api.key);
  if (offered === undefined) return undefined;
  const version = Math.min(api.maxVersion, offered.max);
  return version >= Math.max(api.minVersion, offered.min) ? version : undefined;
}

/** The same, or why there is none. */
export function chooseVersion(api: Api<unknown, unknown>, offer: BrokerOffer, target: HostPort): number {
  const version = highestCommonVersion(api, offer);
  if (version !== undefined) return version;
  const offered = offer.versions.get(api.key);
  const needed = `this client needs ${range(api.minVersion, api.maxVersion)}`;
  const broker = `broker ${addressOf(target)}`;
  if (offered === undefined) {
    throw new OperationError('BrokerTooOld', `${broker} does not offer ${api.name}; ${needed}; upgrade the broker`);
  }
  const remedy = offered.max < api.minVersion ? 'upgrade the broker' : 'the broker is newer: upgrade kafka-steward';
  throw new OperationError(
    'BrokerTooOld',
    `${broker} offers ${api.name} in ${range(offered.min, offered.max)} and ${needed}; ${remedy}`,
  );
}

function range(from: number, to: number): string {
  return from === to ? `version ${from}` : `versions ${from} to ${to}`;
}
