import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/domain/lag/report.ts';
import { scheduledLagRules } from '../../../../src/domain/lag/rules.ts';
import type { Minute } from '../../../builders/lag-window.ts';
import { minutesOf, windowOf } from '../../../builders/lag-window.ts';
import { all, commits, rules, sequences, still } from './rule-sequences.ts';

const judged = (minutes: readonly Minute[], given = rules) =>
  judge(windowOf(minutesOf(minutes)), given, code => `Kafka's code ${code}`).groups[0]!;

describe('the rules of lag', () => {
  it.each(sequences)('judge $title as $verdict', ({ minutes, verdict, evidence, rules: given }) => {
    const group = judged(minutes, given);
    expect({ verdict: group.verdict, evidence: group.evidence }).toEqual({ verdict, evidence });
  });

  it('say what to do next for every verdict that needs an eye, and nothing for the others', () => {
    for (const { minutes, verdict, rules: given } of sequences) {
      const { nextStep } = judged(minutes, given);
      expect(nextStep === undefined).toBe(verdict === 'OK' || verdict === 'NEW');
    }
  });

  it('lead from a hanging transaction to the producer and not to the consumer', () => {
    expect(judged(all(still, { lastStable: 10 })).nextStep?.runbook).toBe('docs/runbooks/lag-open-transaction.md');
  });

  it('need two samples even where the settings ask for one', () => {
    expect(judged(commits([5, 10]), { ...rules, minimumSamples: 1 }).verdict).toBe('NEW');
  });

  it('on a schedule give a commit that stands still five minutes before they call it stalled', () => {
    expect(judged(still, scheduledLagRules).verdict).toBe('NEW');
    const sixMinutes = [...still, ...commits([10, 90], [10, 95])];
    expect(judged(sixMinutes, scheduledLagRules).verdict).toBe('STALLED');
  });
});
