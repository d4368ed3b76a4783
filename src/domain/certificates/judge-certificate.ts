/** How long certificates are good for. A node has more than one chance a week apart to be given a new one in time. */
export const certificateTerms = { authorityDays: 3650, nodeDays: 90, renewedDaysBefore: 30 } as const;

const dayMs = 24 * 60 * 60 * 1000;

export interface Validity {
  readonly startMs: number;
  readonly endMs: number;
}

/** What a certificate says, and whether it goes with its key and its authority. */
export interface CertificateFacts {
  readonly commonName: string;
  readonly hosts: readonly string[];
  readonly endMs: number;
  readonly hasItsKey: boolean;
  readonly isOfAuthority: boolean;
}

export type CertificateVerdict =
  | { readonly kind: 'good'; readonly endMs: number }
  | { readonly kind: 'due'; readonly reason: string };

/** Whether a node needs a new certificate, and why. */
export function judgeCertificate(facts: CertificateFacts | undefined, host: string, nowMs: number): CertificateVerdict {
  const reason = reasonForNew(facts, host, nowMs);
  return reason === undefined && facts !== undefined
    ? { kind: 'good', endMs: facts.endMs }
    : { kind: 'due', reason: reason ?? 'it has none' };
}

function reasonForNew(facts: CertificateFacts | undefined, host: string, nowMs: number): string | undefined {
  if (facts === undefined) return 'it has none';
  if (facts.commonName !== host || facts.hosts.join() !== host) return `its certificate is for ${facts.commonName}`;
  if (!facts.isOfAuthority) return 'its certificate is not of this authority';
  if (!facts.hasItsKey) return 'its certificate is of another key';
  const endsAt = new Date(facts.endMs).toISOString();
  return facts.endMs - nowMs < certificateTerms.renewedDaysBefore * dayMs
    ? `its certificate ends at ${endsAt}`
    : undefined;
}

/** Begins an hour ago: a clock some minutes behind must not make it a certificate of the future. */
export const authorityValidity = (nowMs: number): Validity => ({
  startMs: nowMs - 3_600_000,
  endMs: nowMs + certificateTerms.authorityDays * dayMs,
});

/** Never longer than its authority's. */
export const nodeValidity = (nowMs: number, authorityEndMs: number): Validity => ({
  startMs: nowMs - 3_600_000,
  endMs: Math.min(nowMs + certificateTerms.nodeDays * dayMs, authorityEndMs),
});

/** An authority this near to its end could only sign what has to be signed again at once. */
export const isNearItsEnd = (authorityEndMs: number, nowMs: number): boolean =>
  authorityEndMs - nowMs < certificateTerms.renewedDaysBefore * dayMs;
