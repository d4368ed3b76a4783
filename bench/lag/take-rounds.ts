import type { Totals } from '../fleet/fleet.ts';
import { runProcess } from '../measure/run-process.ts';
import type { Contestant } from '../peers/contestant.ts';

export interface Round {
  readonly wallMs: number;
  readonly peakMb: number | undefined;
}

export interface Standing {
  readonly contestant: Contestant;
  readonly rounds: readonly Round[];
  /** What was wrong with the first run that was wrong: it failed, or its totals are not the fleet's. */
  readonly fault: string | undefined;
}

/** Each client in turn, again and again, so that what else happens on the machine falls on all of them. */
export async function takeRounds(
  contestants: readonly Contestant[],
  roundCount: number,
  truth: Totals,
  scratch: string,
): Promise<readonly Standing[]> {
  const standings = contestants.map(contestant => ({
    contestant,
    rounds: [] as Round[],
    fault: undefined as string | undefined,
  }));
  // Round 0 warms file caches and brokers and is not counted, except for a client too slow to run twice.
  for (let round = 0; round <= roundCount; round++) {
    for (const standing of standings) {
      const { contestant, rounds, fault } = standing;
      const counts = round > 0 || contestant.roundsAtMost === 1;
      if (fault !== undefined || rounds.length >= contestant.roundsAtMost) continue;
      const run = await runProcess(contestant.command, scratch);
      standing.fault = run.failure ?? (await disagreement(contestant, run.stdoutPath, truth));
      if (counts) rounds.push(run);
      progress(round, roundCount, contestant.name, run.wallMs);
    }
  }
  return standings;
}

async function disagreement(contestant: Contestant, stdoutPath: string, truth: Totals): Promise<string | undefined> {
  let totals: Partial<Totals>;
  try {
    totals = await contestant.readTotals(stdoutPath);
  } catch (error) {
    return `no totals in its output: ${error instanceof Error ? error.message : String(error)}`;
  }
  const keys = ['groups', 'groupPartitions', 'sumCommitted', 'totalLag'] as const;
  const wrong = keys.filter(key => key in totals && totals[key] !== truth[key]);
  return wrong.length === 0 ? undefined : wrong.map(key => `${key} ${totals[key]}, not ${truth[key]}`).join('; ');
}

function progress(round: number, roundCount: number, name: string, wallMs: number): void {
  const which = round === 0 ? 'warm-up' : `round ${round} of ${roundCount}`;
  process.stderr.write(`  ${which}: ${name} ${(wallMs / 1000).toFixed(2)} s\n`);
}
