import { OperationError } from '../domain/errors.ts';
import { parseBootstrapServers } from '../domain/kafka/bootstrap.ts';
import { chooseLogin } from '../domain/kafka/chosen-login.ts';
import type { ClientTls } from '../domain/kafka/client-settings.ts';
import type { HostPort, KafkaConnection, TlsSettings } from '../domain/kafka/connection.ts';
import type { ConnectionProfile } from '../domain/kafka/connection-profile.ts';
import type { ConnectionRequest, ConnectionSurroundings } from '../domain/kafka/connection-request.ts';
import { type ConnectionTarget, chooseTarget } from '../domain/kafka/connection-target.ts';
import { parseMskArn, regionOfMskHost } from '../domain/kafka/msk-arn.ts';
import { parseRequestedLogin, type RequestedLogin } from '../domain/kafka/requested-login.ts';
import type { ConnectionSources, ProfileReader } from '../ports/connection-sources.ts';
import { findMskServers } from './find-msk-servers.ts';
import { prepareSasl } from './prepare-sasl.ts';
import { readTargetProfile } from './read-connection-profile.ts';

/**
 * Turns what a user has (flags, a file, an ARN, the environment) into all that is needed to connect. Passwords and
 * secrets are read now: resolve again for a run that starts later, so that a rotated secret is seen.
 */
export async function resolveConnection(
  request: ConnectionRequest,
  around: ConnectionSurroundings,
  sources: ConnectionSources,
): Promise<KafkaConnection> {
  const target = chooseTarget(request, around);
  const profile = await readTargetProfile(target, sources.profiles);
  const arn = readArn(target, profile);
  const login = chooseLogin(readRequestedLogin(request, profile), profile.settings, arn !== undefined);
  const bootstrapServers =
    arn === undefined
      ? namedServers(target, profile, around)
      : await findMskServers(arn, login, request.network ?? profile.network ?? 'private', sources.msk);
  const region = arn?.region ?? regionOf(bootstrapServers, around);
  return {
    name: target.name,
    bootstrapServers,
    tls: login.isEncrypted ? await readTls(profile.settings?.tls, sources.profiles) : undefined,
    sasl: login.sasl && (await prepareSasl(login.sasl, region, sources)),
  };
}

function readArn(target: ConnectionTarget, profile: ConnectionProfile) {
  const text = target.arn ?? (target.bootstrapServers === undefined ? profile.arn : undefined);
  if (text === undefined) return undefined;
  const outcome = parseMskArn(text);
  if (outcome.kind === 'parsed') return outcome.arn;
  throw new OperationError('InputInvalid', outcome.problem);
}

function readRequestedLogin(request: ConnectionRequest, profile: ConnectionProfile): RequestedLogin | undefined {
  const text = request.login ?? profile.login;
  if (text === undefined) return undefined;
  const outcome = parseRequestedLogin(text);
  if (outcome.kind === 'parsed') return outcome.login;
  throw new OperationError(
    'InputInvalid',
    `${request.login === undefined ? 'msk.login' : '--login'} ${outcome.problem}`,
  );
}

function namedServers(
  target: ConnectionTarget,
  profile: ConnectionProfile,
  { environment }: ConnectionSurroundings,
): readonly HostPort[] {
  const fromFile = target.bootstrapServers === undefined ? profile.settings?.bootstrapServers : undefined;
  if (fromFile !== undefined) return fromFile;
  const text = target.bootstrapServers ?? environment.KAFKA_BOOTSTRAP_SERVERS;
  if (text === undefined) {
    const what = `${target.name} has no bootstrap.servers; add them to the file or give --bootstrap-servers`;
    throw new OperationError('ConfigurationInvalid', what);
  }
  const outcome = parseBootstrapServers(text);
  if (outcome.kind === 'parsed') return outcome.servers;
  throw new OperationError('InputInvalid', `bootstrap servers: ${outcome.problem}`);
}

function regionOf(servers: readonly HostPort[], { environment }: ConnectionSurroundings): string | undefined {
  const fromHost = servers.map(({ host }) => regionOfMskHost(host)).find(region => region !== undefined);
  return fromHost ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined);
}

async function readTls(tls: ClientTls | undefined, profiles: ProfileReader): Promise<TlsSettings> {
  return {
    trustedCertificates: tls?.trustStore && (await profiles.readTrustStore(tls.trustStore)),
    clientIdentity: tls?.keyStore && (await profiles.readKeyStore(tls.keyStore)),
    verifiesHostName: tls?.verifiesHostName ?? true,
  };
}
