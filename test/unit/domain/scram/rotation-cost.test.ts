import { describe, expect, it } from 'vitest';
import { ageDays } from '../../../../src/domain/scram/password-age.ts';
import { rotationCostSentence } from '../../../../src/domain/scram/rotation-cost.ts';

describe('what rotated users cost', () => {
  it('is mostly their secrets', () => {
    expect(rotationCostSentence({ users: 10, secretsPerUser: 3 })).toBe(
      '10 rotated SCRAM users about 13.25 USD a month (secrets 12.00, KMS key 1.00)',
    );
  });
});

describe('the age of a password', () => {
  it('is in days, and not less than none where clocks differ', () => {
    const createdAt = '2026-01-01T00:00:00.000Z';
    expect(ageDays(createdAt, Date.UTC(2026, 0, 2, 12))).toBe(1.5);
    expect(ageDays(createdAt, Date.UTC(2025, 11, 31))).toBe(0);
  });
});
