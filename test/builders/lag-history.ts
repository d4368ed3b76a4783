import type { LagHistory } from '../../cli/report/lag-history.ts';

/** Ten samples of the groups of lag-report.ts: one hangs, one keeps up, one was not read once. */
export const lagHistory: LagHistory = {
  timesMs: Array.from({ length: 10 }, (_, at) => Date.parse('2026-03-01T12:00:00Z') + at * 3000),
  groups: [
    { group: 'billing', lagRecords: [310, 330, 290, 1420, 3200, 5100, 6900, 8700, 10_560, 12_345] },
    { group: 'search-index', lagRecords: [2100, 2190, 2300, null, 2480, 2560, 2700, 2790, 2900, 3012] },
    { group: 'audit', lagRecords: [12, 3, 0, 8, 2, 0, 15, 4, 0, 0] },
  ],
};
