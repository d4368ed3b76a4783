import type { OperationError } from '../src/domain/errors.ts';
import { counted, grouped } from '../src/domain/lag/figures.ts';
import type { GroupVerdict, LagReport, Verdict } from '../src/domain/lag/verdict.ts';
import { renderLagCheck } from './render/lag.ts';
import { whereIs } from './render/member.ts';
import { pageOf } from './render/page.ts';
import { toSafeText } from './render/safe-text.ts';
import type { Shell } from './shell.ts';

export interface WatchStyle {
  readonly json: boolean;
  readonly topGroups: number;
}

/** Told of a sample, or of the problem that kept it from being taken; the report is then the one before. */
export type TellSample = (report: LagReport, problem?: OperationError) => void;

/** How a watch shows its samples here: drawn over each other, as lines of changes, or as lines of JSON. */
export function startTellingSamples(shell: Shell, { json, topGroups }: WatchStyle): TellSample {
  const tell = json ? tellDocuments(shell) : shell.stdout.isTerminal ? redraw(shell, topGroups) : tellChanges(shell);
  return (report, problem) => {
    if (problem !== undefined && !shell.stdout.isTerminal) {
      shell.stderr.write(`note: ${toSafeText(problem.message)}\n`);
    }
    tell(report, problem);
  };
}

function tellDocuments({ stdout }: Shell): TellSample {
  return (report, problem) => {
    if (problem === undefined) stdout.write(`${JSON.stringify(report)}\n`);
  };
}

const goHome = '\u001b[H';
const clearBelow = '\u001b[J';
const clearToEndOfLine = '\u001b[K';

/** Line by line over the old picture, so that nothing flickers; what the terminal has no room for is left out. */
function redraw({ stdout, nowMs }: Shell, topGroups: number): TellSample {
  let isFirst = true;
  return (report, problem) => {
    const page = { ...pageOf(stdout), nowMs: nowMs(), topGroups, summary: 'above' as const };
    const warning = problem === undefined ? [] : ['', `not refreshed: ${toSafeText(problem.message)}`];
    const lines = [...renderLagCheck(report, page).trimEnd().split('\n'), ...warning];
    const picture = lines.slice(0, (stdout.rows() ?? Infinity) - 1).map(line => `${line}${clearToEndOfLine}\n`);
    stdout.write(`${isFirst ? `${goHome}${clearBelow}` : goHome}${picture.join('')}${clearBelow}`);
    isFirst = false;
  };
}

/** That a group is fine is news only where it was not: three hundred healthy groups must not bury the one that hangs. */
function tellChanges({ stdout }: Shell): TellSample {
  const told = new Map<string, Verdict>();
  let isFirst = true;
  return ({ takenAt, clusterId, totals, groups }, problem) => {
    if (problem !== undefined) return;
    if (isFirst)
      stdout.write(`${takenAt} watching ${counted(totals.groups, 'group')} of cluster ${toSafeText(clusterId)}\n`);
    isFirst = false;
    for (const group of groups) {
      const former = told.get(group.group) ?? 'NEW';
      const isNews = group.verdict !== former && !(former === 'NEW' && group.verdict === 'OK');
      if (isNews) stdout.write(`${takenAt} ${describeChange(group, former)}\n`);
      told.set(group.group, group.verdict);
    }
  };
}

function describeChange({ group, verdict, lagRecords, evidence, partitions }: GroupVerdict, former: Verdict): string {
  const owner = partitions[0]?.owner;
  const assigned = owner === undefined ? '' : `; assigned to ${whereIs(owner)}`;
  return toSafeText(`${group}: ${former} → ${verdict}, ${grouped(lagRecords)} behind; ${evidence}${assigned}`);
}
