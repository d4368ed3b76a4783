import { describe, expect, it } from 'vitest';
import { readDueAtMs } from '../../../../lambdas/check-lag/request.ts';

describe('the event of the lag check', () => {
  it('says when the run was due', () => {
    const event = { scheduledTime: '2026-01-31T10:00:00Z', executionId: 'e1' };
    expect(readDueAtMs(event)).toBe(Date.UTC(2026, 0, 31, 10));
  });

  it.each([
    undefined,
    {},
    { scheduledTime: '<aws.scheduler.scheduled-time>', executionId: 'e1' },
    { scheduledTime: '2026-13-31T10:00:00Z', executionId: 'e1' },
    { scheduledTime: 1_769_853_600_000, executionId: 'e1' },
  ])('refuses %j and shows what to send', event => {
    expect(() => readDueAtMs(event)).toThrow(/not the one of the schedule.*"scheduledTime"/);
  });
});
