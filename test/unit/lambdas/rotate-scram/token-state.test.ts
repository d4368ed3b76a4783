import { describe, expect, it } from 'vitest';
import { stateOfToken } from '../../../../lambdas/rotate-scram/token-state.ts';

const secret = {
  isRotationEnabled: true,
  name: 'kafka/orders',
  versions: [
    { versionId: 'now', labels: ['AWSCURRENT', 'AWSPENDING'] },
    { versionId: 'before', labels: ['AWSPREVIOUS'] },
    { versionId: 'next', labels: ['AWSPENDING'] },
  ],
};

describe('what the labels say of a token', () => {
  it.each([
    ['now', 'current'],
    ['next', 'pending'],
    ['before', 'other'],
    ['none', 'other'],
  ])('is for %s: %s', (token, state) => {
    expect(stateOfToken(secret, token)).toBe(state);
  });

  it('refuses a secret that has no rotation', () => {
    expect(() => stateOfToken({ ...secret, isRotationEnabled: false }, 'next')).toThrow(
      'rotation of secret kafka/orders is not set up; give it a rotation schedule with this function first',
    );
  });
});
