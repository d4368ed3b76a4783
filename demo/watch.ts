import type { LagHistory } from '../cli/report/lag-history.ts';
import type { Shell } from '../cli/shell.ts';
import { sentenceOf } from '../src/adapters/kafka/error-sentence.ts';
import { openCluster } from '../src/adapters/kafka/open-cluster.ts';
import type { KafkaConnection } from '../src/domain/kafka/connection.ts';
import { judge } from '../src/domain/lag/report.ts';
import { lagSeriesOf } from '../src/domain/lag/series.ts';
import type { LagReport, LagRules } from '../src/domain/lag/verdict.ts';
import type { LagWindow } from '../src/domain/lag/window.ts';
import { checkLag } from '../src/operations/check-lag.ts';
import type { Narrator } from './narrator.ts';
import { groups } from './topics-and-rights.ts';

export interface Judged {
  readonly report: LagReport;
  readonly history: LagHistory;
}

/** Quick for the sake of the show: an application that commits every half second stands still when 5 s bring nothing. */
const rules: LagRules = { allowedLagRecords: 0, minimumSamples: 4, standstillMs: 5_000 };
const intervalMs = 1_000;
const samplesJudged = 8;
const mostSamples = 35;

const expected = [
  { group: groups.billing, verdict: 'STALLED' },
  { group: groups.analytics, verdict: 'WARN' },
] as const;

/** Takes samples until the verdicts that the story has led to are in, and keeps the lag of all of them for the chart. */
export async function watchUntilJudged(connection: KafkaConnection, shell: Shell, tell: Narrator): Promise<Judged> {
  const { sleep, nowMs } = shell;
  const cluster = await openCluster(connection, { clientId: 'kafka-steward', nowMs, sleep });
  const enough = new AbortController();
  const lagByGroup = new Map<string, (number | null)[]>();
  const timesMs: number[] = [];
  const keep = (window: LagWindow): void => {
    for (const group of window.newest.groups.names) {
      const lags = lagByGroup.get(group) ?? timesMs.map(() => null);
      lags.push(lagSeriesOf(window, group).at(-1)?.lagRecords ?? null);
      lagByGroup.set(group, lags);
    }
    timesMs.push(window.samples.at(-1)?.takenAtMs ?? nowMs());
  };
  try {
    const { report } = await checkLag(
      { samples: mostSamples, intervalMs, capacity: samplesJudged, rules, signal: enough.signal },
      { snapshots: cluster, groups: cluster, describeCode: sentenceOf, sleep: ms => sleep(ms) },
      ({ taken, window }) => {
        keep(window);
        const now = judge(window, rules, sentenceOf);
        if (taken % 3 === 0) tell.detail(`sample ${taken}: ${describe(now)}`);
        if (hasAllVerdicts(now)) enough.abort();
      },
    );
    return {
      report,
      history: { timesMs, groups: [...lagByGroup].map(([group, lagRecords]) => ({ group, lagRecords })) },
    };
  } finally {
    cluster.close();
  }
}

/** Audit is a process of its own, which may come late: it is to be seen, whatever the verdict. */
function hasAllVerdicts({ groups: judged }: LagReport): boolean {
  if (!judged.some(({ group }) => group === groups.audit)) return false;
  return expected.every(({ group, verdict }) =>
    judged.some(candidate => candidate.group === group && candidate.verdict === verdict),
  );
}

function describe({ groups: judged }: LagReport): string {
  return judged.map(({ group, verdict, lagRecords }) => `${group} ${verdict} ${lagRecords}`).join(', ');
}
