import { describe, expect, it } from 'vitest';
import { toOffsetRequests } from '../../../cli/offset-flags.ts';

const around = { nowMs: 0, readFile: () => Promise.reject(new Error('the test gives no file')) };
const flags = { group: ['app'], topic: ['orders'], toLatest: true, whenNoRecord: 'refuse' } as const;

async function requestFor(more: object) {
  const { requestFor: toRequest } = await toOffsetRequests({ ...flags, ...more }, around);
  return toRequest('app');
}

describe('the flags of an offset reset', () => {
  it('leave internal topics and open transactions to the checks where nobody says otherwise', async () => {
    const request = await requestFor({});
    expect(request).not.toHaveProperty('internalTopics');
    expect(request).not.toHaveProperty('openTransactions');
  });

  it('say that internal topics stay and that open transactions do not matter', async () => {
    expect(await requestFor({ leaveInternalTopics: true, ignoreOpenTransactions: true })).toMatchObject({
      internalTopics: 'leave',
      openTransactions: 'ignore',
    });
  });
});
