import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorityValidity,
  type CertificateFacts,
  certificateTerms,
  isNearItsEnd,
  judgeCertificate,
  nodeValidity,
} from '../../../../src/domain/certificates/judge-certificate.ts';

const dayMs = 86_400_000;
const host = 'node-1.shop.internal';
const good: CertificateFacts = {
  commonName: host,
  hosts: [host],
  endMs: 90 * dayMs,
  hasItsKey: true,
  isOfAuthority: true,
};

describe('whether a node needs a new certificate', () => {
  it('keeps one that is good for more than a month', () => {
    expect(judgeCertificate(good, host, 59 * dayMs)).toEqual({ kind: 'good', endMs: 90 * dayMs });
  });

  it.each<[string, CertificateFacts | undefined, RegExp]>([
    ['has none', undefined, /has none/],
    ['has one for another node', { ...good, commonName: 'node-2.shop.internal' }, /for node-2\.shop\.internal/],
    ['has one for another node as well', { ...good, hosts: [host, 'shop.internal'] }, /is for node-1/],
    ['has one of another authority', { ...good, isOfAuthority: false }, /not of this authority/],
    ['has one of another key', { ...good, hasItsKey: false }, /of another key/],
    ['has one that ends within a month', { ...good, endMs: 30 * dayMs - 1 }, /ends at 1970-01-30T23:59:59\.999Z/],
  ])('gives one to a node that %s', (_what, facts, reason) => {
    expect(judgeCertificate(facts, host, 0)).toMatchObject({
      kind: 'due',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('is looked at often enough: a certificate that is renewed each week it is due never ends before it is renewed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), firstDay => {
        let endMs = nodeValidity(0, Number.MAX_SAFE_INTEGER).endMs;
        for (let nowMs = firstDay * dayMs; nowMs < 400 * dayMs; nowMs += 7 * dayMs) {
          // Three weeks on which the function or the node failed, and still it is no emergency.
          expect(endMs - nowMs).toBeGreaterThan(21 * dayMs);
          if (judgeCertificate({ ...good, endMs }, host, nowMs).kind === 'due')
            endMs = nodeValidity(nowMs, Number.MAX_SAFE_INTEGER).endMs;
        }
      }),
    );
  });
});

describe('how long certificates are good for', () => {
  it('is never longer than their authority', () => {
    expect(nodeValidity(0, 10 * dayMs).endMs).toBe(10 * dayMs);
    expect(nodeValidity(0, 1000 * dayMs).endMs).toBe(certificateTerms.nodeDays * dayMs);
  });

  it('begins in the past, for clocks that are behind', () => {
    expect(nodeValidity(5 * dayMs, 10 * dayMs).startMs).toBeLessThan(5 * dayMs);
    expect(authorityValidity(5 * dayMs).startMs).toBeLessThan(5 * dayMs);
  });

  it('tells an authority that is near its end', () => {
    const { endMs } = authorityValidity(0);
    expect([isNearItsEnd(endMs, 0), isNearItsEnd(endMs, endMs - 29 * dayMs)]).toEqual([false, true]);
  });
});
