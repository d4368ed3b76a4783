import { OperationError } from '../domain/errors.ts';
import { type ConnectionProfile, readConnectionProfile } from '../domain/kafka/connection-profile.ts';
import type { ConnectionTarget } from '../domain/kafka/connection-target.ts';
import type { ProfileReader } from '../ports/connection-sources.ts';

/** Reads the first of the target's files that exists; all that is wrong with it is told in one message. */
export async function readTargetProfile(target: ConnectionTarget, profiles: ProfileReader): Promise<ConnectionProfile> {
  for (const path of target.propertiesPaths) {
    const properties = await profiles.readProperties(path);
    if (properties === undefined) continue;
    const profile = readConnectionProfile(properties);
    if (profile.problems.length === 0) return profile;
    throw new OperationError('ConfigurationInvalid', `${path}: ${profile.problems.join('; ')}`);
  }
  if (target.propertiesPaths.length === 0) return { problems: [] };
  const looked = `there is no file ${target.propertiesPaths.join(' or ')}`;
  const what = target.propertiesPaths.includes(target.name)
    ? looked
    : `cluster ${target.name} has no properties: ${looked}`;
  throw new OperationError('ConfigurationInvalid', what);
}
