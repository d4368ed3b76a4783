import type { ScheduledLagCheckResult } from '../../src/operations/run-scheduled-lag-check.ts';
import { type CheckLagResult, maxGroupsInResult } from './contract.ts';

/** The part of a run's outcome that is worth storing with it. */
export const resultOf = (outcome: ScheduledLagCheckResult): CheckLagResult => {
  if (outcome.kind === 'duplicate') return outcome;
  const { report, noticesDelivered, openIncidents, notes } = outcome;
  const notOk = report.groups.filter(({ verdict }) => verdict !== 'OK' && verdict !== 'NEW');
  return {
    kind: 'recorded',
    clusterId: report.clusterId,
    takenAt: report.takenAt,
    snapshotMs: report.snapshotMs,
    samples: report.window.samples,
    totals: report.totals,
    worstGroups: notOk
      .slice(0, maxGroupsInResult)
      .map(({ group, verdict, lagRecords, evidence }) => ({ group, verdict, lagRecords, evidence })),
    openIncidents,
    noticesDelivered,
    notes,
  };
};
