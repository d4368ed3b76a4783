import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls';
import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import { addressOf, oneLine } from './one-line.ts';

/** Why this client does not trust the broker, with what the certificate itself says. */
export function certificateError(
  code: string,
  certificate: DetailedPeerCertificate,
  target: HostPort,
  nowMs: number,
): OperationError {
  const blamed = blamedFor(code, certificate, nowMs);
  return new OperationError(
    'CertificateRejected',
    `broker ${addressOf(target)} showed a certificate ${subjectOf(blamed)} that ${complaint(code, blamed, target)}`,
  );
}

function complaint(code: string, certificate: PeerCertificate, target: HostPort): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `expired on ${isoDate(certificate.valid_to)}; the broker needs a new one`;
    case 'CERT_NOT_YET_VALID':
      return `is not valid before ${isoDate(certificate.valid_from)}; check the clock of this machine and the broker's certificate`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `is not for host "${target.host}" but for ${namesIn(certificate)}; connect by one of these names, or give the broker a certificate with this one`;
    case 'CERT_REVOKED':
      return 'was revoked; the broker needs a new one';
    default:
      return `is not signed by a trusted authority (${oneLine(code).toLowerCase().replaceAll('_', ' ')}); add its authority to the trust store (ssl.truststore.*)`;
  }
}

/** Where a date is wrong, it may be that of an authority further up the chain. */
function blamedFor(code: string, leaf: DetailedPeerCertificate, nowMs: number): PeerCertificate {
  const chain = chainOf(leaf);
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return chain.find(certificate => Date.parse(certificate.valid_to) < nowMs) ?? leaf;
    case 'CERT_NOT_YET_VALID':
      return chain.find(certificate => Date.parse(certificate.valid_from) > nowMs) ?? leaf;
    default:
      return leaf;
  }
}

function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain = [leaf];
  // a self-signed root is its own issuer
  for (let next = issuerOf(leaf); next !== undefined && !chain.includes(next); next = issuerOf(next)) chain.push(next);
  return chain;
}

/** The types promise an issuer; a chain that the broker sent in part has none. */
function issuerOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate | undefined {
  return certificate.issuerCertificate;
}

function subjectOf(certificate: PeerCertificate): string {
  const subject = certificate.subject as Partial<PeerCertificate['subject']> | undefined;
  const name = [subject?.CN ?? subject?.O ?? []].flat().join(', ');
  return name === '' ? 'without a subject' : `of "${oneLine(name)}"`;
}

function isoDate(date: string): string {
  const atMs = Date.parse(date);
  return Number.isNaN(atMs) ? 'a date it does not tell' : new Date(atMs).toISOString();
}

function namesIn(certificate: PeerCertificate): string {
  const alternatives = certificate.subjectaltname;
  if (alternatives === undefined || alternatives === '') return 'no host at all';
  return oneLine(alternatives.replaceAll('DNS:', '').replaceAll('IP Address:', ''));
}
