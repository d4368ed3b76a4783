import { describe, expect, it } from 'vitest';
import type { Incident, IncidentNotice } from '../../../../src/domain/lag/incident.ts';
import type { NotifyFrom } from '../../../../src/domain/lag/incidents.ts';
import { transition } from '../../../../src/domain/lag/incidents.ts';
import { nextStepFor } from '../../../../src/domain/lag/next-step.ts';
import { judge } from '../../../../src/domain/lag/report.ts';
import { minuteMs, windowOf } from '../../../builders/lag-window.ts';
import type { SnapshotSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const rules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 120_000 };
const stalled = { rows: { 'orders-0': { committed: 1, end: 9 } } };
const stopped = { ...stalled, state: 'Empty' as const };
const fine = { rows: { 'orders-0': { committed: 9, end: 9 } } };

/** Three samples of the same, judged. */
function seen(spec: SnapshotSpec, minute = 0, notifyFrom: NotifyFrom = 'warn') {
  const snapshots = [0, 1, 2].map(m => snapshotOf({ ...spec, takenAtMs: noon + (minute + m) * minuteMs }));
  const window = windowOf(snapshots);
  const report = judge(window, rules, String);
  return { report, snapshot: window.newest, atMs: noon + (minute + 2) * minuteMs, notifyFrom };
}

const open = (minute = 0): readonly Incident[] =>
  transition([], seen({ groups: { billing: stalled } }, minute)).incidents;
const told = (notices: readonly IncidentNotice[]) =>
  notices.map(n => [n.transition, n.group, n.formerVerdict, n.verdict]);

describe('transition', () => {
  it('opens an incident for a group that is not OK, and tells all about it', () => {
    const { incidents, notices } = transition([], seen({ groups: { billing: stalled, calm: fine } }));
    expect(incidents).toEqual([
      { incidentId: incidents[0]!.incidentId, group: 'billing', verdict: 'STALLED', openedAtMs: noon + 2 * minuteMs },
    ]);
    expect(notices).toEqual([
      {
        noticeId: notices[0]!.noticeId,
        transition: 'opened',
        incidentId: incidents[0]!.incidentId,
        clusterId: 'cluster-a',
        group: 'billing',
        verdict: 'STALLED',
        formerVerdict: 'OK',
        openedAt: '2026-01-15T12:02:00.000Z',
        observedAt: '2026-01-15T12:02:00.000Z',
        lagRecords: 8,
        evidence:
          'orders-0: committed offset 1 has stood still for 2 min and 8 records wait; the group has members (Stable)',
        nextStep: nextStepFor('STALLED'),
      },
    ]);
  });

  it('gives the same ids to two runs that see the same, and others to another group, time or cluster', () => {
    expect(transition([], seen({ groups: { billing: stalled } }))).toEqual(
      transition([], seen({ groups: { billing: stalled } })),
    );
    const ids = [
      open(),
      open(1),
      transition([], seen({ groups: { other: stalled } })).incidents,
      transition([], seen({ groups: { billing: stalled }, clusterId: 'cluster-b' })).incidents,
    ].map(incidents => incidents[0]!.incidentId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('says nothing while the verdict stays the same', () => {
    const incidents = open();
    expect(transition(incidents, seen({ groups: { billing: stalled } }, 5))).toEqual({ incidents, notices: [] });
  });

  it('tells a change and keeps the incident', () => {
    const before = open();
    const { incidents, notices } = transition(before, seen({ groups: { billing: stopped } }, 5));
    expect(incidents).toEqual([{ ...before[0]!, verdict: 'STOPPED' }]);
    expect(told(notices)).toEqual([['changed', 'billing', 'STALLED', 'STOPPED']]);
    expect(notices[0]!.openedAt).toBe('2026-01-15T12:02:00.000Z');
  });

  it('closes when the group is OK again', () => {
    const { incidents, notices } = transition(open(), seen({ groups: { billing: fine } }, 5));
    expect(incidents).toEqual([]);
    expect(told(notices)).toEqual([['closed', 'billing', 'STALLED', 'OK']]);
    expect(notices[0]!.evidence).toBe('no record waits');
    expect(notices[0]!.nextStep).toBeUndefined();
  });

  it('closes when the group is gone, and says so', () => {
    const { incidents, notices } = transition(open(), seen({ groups: {} }, 5));
    expect(incidents).toEqual([]);
    expect(told(notices)).toEqual([['closed', 'billing', 'STALLED', 'OK']]);
    expect(notices[0]!.evidence).toBe('the group is no longer on the cluster');
  });

  it('closes when a group that was asked for is told not to exist', () => {
    expect(transition(open(), seen({ groups: { billing: { error: 10_004 } } })).incidents).toEqual([]);
  });

  it('closes when the group has no offsets left to judge', () => {
    expect(transition(open(), seen({ groups: { billing: {} } })).incidents).toEqual([]);
  });

  it.each<[string, SnapshotSpec]>([
    ['the group could not be read', { groups: { billing: { error: 15 } } }],
    ['a broker did not list its groups', { groups: {}, gaps: [{ what: 'x', errorCode: 1, sentence: 'y' }] }],
    ['none of its partitions could be read', { groups: { billing: { rows: { 'orders-0': { error: 7 } } } } }],
    [
      'one of its partitions could not be read and the others are OK',
      { groups: { billing: { rows: { ...fine.rows, 'orders-1': { partitionError: 5 } } } } },
    ],
  ])('keeps an incident as it is when %s', (_, spec) => {
    const incidents = open();
    expect(transition(incidents, seen(spec, 5))).toEqual({ incidents, notices: [] });
  });

  it('neither opens nor closes on a group with too few samples', () => {
    const window = windowOf([snapshotOf({ groups: { billing: stalled, fresh: stalled } })]);
    const observation = { ...seen({ groups: {} }), snapshot: window.newest, report: judge(window, rules, String) };
    const incidents = open();
    expect(transition(incidents, observation)).toEqual({ incidents, notices: [] });
  });

  it('opens on a warning unless only errors are wanted, and tells a change to a warning either way', () => {
    const hanging = { rows: { 'orders-0': { committed: 1, lastStable: 1, end: 9 } } };
    expect(told(transition([], seen({ groups: { g: hanging } })).notices)).toEqual([['opened', 'g', 'OK', 'WARN']]);
    expect(transition([], seen({ groups: { g: hanging } }, 0, 'error'))).toEqual({ incidents: [], notices: [] });
    const { notices } = transition(open(), seen({ groups: { billing: hanging } }, 5, 'error'));
    expect(told(notices)).toEqual([['changed', 'billing', 'STALLED', 'WARN']]);
  });
});
