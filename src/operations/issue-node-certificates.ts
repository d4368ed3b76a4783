import type { CertifiedNode } from '../domain/certificates/certified-node.ts';
import { authorityValueOf, type Identity, nodeValueOf, parseIdentity } from '../domain/certificates/identity.ts';
import {
  authorityValidity,
  isNearItsEnd,
  judgeCertificate,
  nodeValidity,
} from '../domain/certificates/judge-certificate.ts';
import { OperationError } from '../domain/errors.ts';
import type { CertificateMaker } from '../ports/certificate-maker.ts';
import type { SecretVersion, SecretVersions } from '../ports/secret-versions.ts';

export interface CertificateRequest {
  readonly clusterName: string;
  /** Nothing but this operation reads it. */
  readonly authoritySecretId: string;
  readonly nodes: readonly CertifiedNode[];
}

export interface CertificateWorld {
  readonly secrets: Pick<SecretVersions, 'read' | 'put'>;
  readonly maker: CertificateMaker;
  readonly nowMs: () => number;
  /** 64 hexadecimal digits. */
  readonly hash: (text: string) => string;
}

export interface CertificateReport {
  /** Public: what clients have to trust. */
  readonly authorityCertificate: string;
  readonly authorityEndsAt: string;
  readonly nodes: readonly CertificateOutcome[];
}

export type CertificateOutcome = { readonly host: string } & (
  | { readonly kind: 'kept'; readonly endsAt: string }
  | { readonly kind: 'issued'; readonly endsAt: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: OperationError }
);

interface Authority extends Identity {
  readonly endMs: number;
}

/**
 * Gives each node that needs one a certificate, and makes their authority where there is none. A version of a secret is
 * named after what it follows, so of two calls at once one wins and the other takes what is there. One node that fails
 * does not keep the others from theirs.
 */
export async function issueNodeCertificates(
  request: CertificateRequest,
  world: CertificateWorld,
): Promise<CertificateReport> {
  const authority = await authorityOf(request, world);
  const nodes: CertificateOutcome[] = [];
  for (const node of request.nodes) nodes.push(await outcomeOf(node, authority, world));
  return {
    authorityCertificate: authority.certificate,
    authorityEndsAt: new Date(authority.endMs).toISOString(),
    nodes,
  };
}

async function authorityOf(request: CertificateRequest, world: CertificateWorld): Promise<Authority> {
  const { authoritySecretId: secretId, clusterName } = request;
  const { secrets, maker, nowMs, hash } = world;
  const before = await secrets.read(secretId, { label: 'AWSCURRENT' });
  if (before !== undefined) return knownAuthority(before, secretId, world);
  const made = await maker.makeAuthority(`kafka-steward ${clusterName}`, authorityValidity(nowMs()));
  const isOurs = await putOnce(secrets, secretId, { versionId: hash(secretId), value: authorityValueOf(made) });
  const now = isOurs ? undefined : await secrets.read(secretId, { label: 'AWSCURRENT' });
  if (!isOurs && now === undefined) throw unreadableAuthority(secretId);
  return now === undefined ? withEnd(made, secretId, world) : knownAuthority(now, secretId, world);
}

/** Never made anew where something is there already: every node and client would have to trust another one at once. */
function knownAuthority({ value }: SecretVersion, secretId: string, world: CertificateWorld): Authority {
  const identity = parseIdentity(value);
  if (identity === undefined) throw unreadableAuthority(secretId);
  const known = withEnd(identity, secretId, world);
  if (!isNearItsEnd(known.endMs, world.nowMs())) return known;
  const what = `the authority in secret ${secretId} ends at ${new Date(known.endMs).toISOString()}`;
  throw new OperationError('ConfigurationInvalid', `${what}; make a new cluster, and move to it`);
}

function withEnd(identity: Identity, secretId: string, { maker }: CertificateWorld): Authority {
  const facts = maker.inspect(identity, identity.certificate);
  if (facts?.hasItsKey !== true || !facts.isOfAuthority) throw unreadableAuthority(secretId);
  return { ...identity, endMs: facts.endMs };
}

async function outcomeOf(
  node: CertifiedNode,
  authority: Authority,
  world: CertificateWorld,
): Promise<CertificateOutcome> {
  try {
    return { host: node.host, ...(await certify(node, authority, world)) };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { host: node.host, kind: 'failed', error };
  }
}

async function certify({ host, secretId }: CertifiedNode, authority: Authority, world: CertificateWorld) {
  const { secrets, maker, nowMs, hash } = world;
  const before = await secrets.read(secretId, { label: 'AWSCURRENT' });
  const identity = before === undefined ? undefined : parseIdentity(before.value);
  const facts = identity === undefined ? undefined : maker.inspect(identity, authority.certificate);
  const verdict = judgeCertificate(facts, host, nowMs());
  if (verdict.kind === 'good') return { kind: 'kept', endsAt: new Date(verdict.endMs).toISOString() } as const;
  const validity = nodeValidity(nowMs(), authority.endMs);
  const made = await maker.makeNode(host, authority, validity);
  // With the day, so that a former version somebody put back can be followed once more.
  const day = new Date(nowMs()).toISOString().slice(0, 10);
  const versionId = hash([secretId, host, before?.versionId ?? 'none', day].join(' '));
  await putOnce(secrets, secretId, { versionId, value: nodeValueOf(made, authority.certificate) });
  return { kind: 'issued', endsAt: new Date(validity.endMs).toISOString(), reason: verdict.reason } as const;
}

/** False where another call was first. */
async function putOnce(
  secrets: CertificateWorld['secrets'],
  secretId: string,
  version: Pick<SecretVersion, 'versionId' | 'value'>,
): Promise<boolean> {
  try {
    await secrets.put(secretId, { ...version, labels: ['AWSCURRENT'] });
    return true;
  } catch (error) {
    if (error instanceof OperationError && error.name === 'SecretVersionTaken') return false;
    throw error;
  }
}

function unreadableAuthority(secretId: string): OperationError {
  const what = `secret ${secretId} holds no certificate authority with its key`;
  return new OperationError('SecretUnreadable', `${what}; put its former version back`);
}
