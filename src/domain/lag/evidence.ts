import { counted, duration, grouped } from './figures.ts';
import type { RowHistory } from './history.ts';
import type { Ruling } from './rules.ts';
import { highestPlace, spanMs, standstillStart, transactionOpenMs } from './rules.ts';
import type { LagRules } from './verdict.ts';

/** One sentence with the figures a ruling rests on. */
export function evidenceOf(ruling: Ruling, history: RowHistory, rules: LagRules): string {
  const last = history.count - 1;
  const committed = history.committed[last]!;
  const lag = counted(history.lag[last]!, 'record');
  const wait = history.lag[last] === 1 ? 'waits' : 'wait';
  switch (ruling) {
    case 'caughtUp':
      return history.lag[last] === 0 ? 'no record waits' : `${lag} ${wait}, which the rules allow`;
    case 'tooFewSamples':
      return `${lag} ${wait}; a verdict needs ${counted(Math.max(2, rules.minimumSamples), 'sample')}, this is number ${history.count}`;
    case 'transactionPasses':
      return `all up to the last stable offset ${grouped(history.lastStable[last]!)} is consumed; ${lag} ${wait} for a transaction to end`;
    case 'transactionHangs':
      return `all up to the last stable offset ${grouped(history.lastStable[last]!)} is consumed; ${lag} ${wait} for a transaction that has been open for ${duration(transactionOpenMs(history))} or longer`;
    case 'rewound':
      return `the committed offset went back from ${grouped(highestPlace(history))} and is at ${grouped(committed)} now; ${lag} ${wait}`;
    case 'caughtUpLately':
      return `${lag} ${wait}; it had caught up within the last ${duration(spanMs(history, 0))}`;
    case 'stopped':
      return `${standstill(history)}; nobody is in the group (${history.state})`;
    case 'stalled':
      return `${standstill(history)}; ${membership(history)}`;
    case 'seenTooBriefly':
      return `${lag} ${wait}; the commit has not moved in ${duration(spanMs(history, 0))}, and only ${duration(rules.standstillMs)} tell whether it hangs`;
    case 'neverFell':
      return `lag has not fallen once in ${duration(spanMs(history, 0))}: ${grouped(history.lag[0]!)} records then, ${grouped(history.lag[last]!)} now; ${progress(history)}`;
    case 'falls':
      return `${lag} ${wait}, and the group keeps up`;
  }
}

function standstill(history: RowHistory): string {
  const first = standstillStart(history);
  const last = history.count - 1;
  const arrived = Math.max(0, history.end[last]! - history.end[first]!);
  const still = `committed offset ${grouped(history.committed[last]!)} has stood still for ${duration(spanMs(history, first))}`;
  const wait = `${counted(history.lag[last]!, 'record')} ${history.lag[last] === 1 ? 'waits' : 'wait'}`;
  return arrived === 0 ? `${still} and ${wait}` : `${still} while ${counted(arrived, 'record')} arrived; ${wait}`;
}

function membership(history: RowHistory): string {
  return history.state === 'Unknown'
    ? 'the broker does not tell whether the group has members'
    : `the group has members (${history.state})`;
}

function progress(history: RowHistory): string {
  const last = history.count - 1;
  const moved = history.committed[last]! - history.committed[0]!;
  const arrived = Math.max(0, history.end[last]! - history.end[0]!);
  return moved > 0
    ? `the commit moved on by ${grouped(moved)} while ${counted(arrived, 'record')} arrived`
    : `the commit did not move while ${counted(arrived, 'record')} arrived (${history.state})`;
}
