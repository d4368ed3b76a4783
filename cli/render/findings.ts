import { counted } from '../../src/domain/lag/figures.ts';
import { nextStepForFinding } from '../../src/domain/lag/next-step.ts';
import { type FindingKind, findingKinds, type GroupVerdict } from '../../src/domain/lag/verdict.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { layOutNotes } from './table.ts';

const groupsShown = 10;

/**
 * What was found beside the verdicts and what to do about it. Of all groups, those the table has no room for too: the
 * one that reads nothing because its commit is above the end is OK, and so among the last.
 */
export function layOutFindings(groups: readonly GroupVerdict[], page: Page): string[] {
  const told = findingKinds.flatMap(kind => tellKind(kind, groups, page));
  return told.length === 0 ? [] : [paint(page, 'yellow', 'Found beside the verdicts:'), ...layOutNotes(told, 2, page)];
}

function tellKind(kind: FindingKind, groups: readonly GroupVerdict[], page: Page): string[] {
  const told = groups.flatMap(group => tellGroup(kind, group));
  if (told.length === 0) return [];
  const further = told.length - groupsShown;
  const { sentence, runbook } = nextStepForFinding(kind);
  return [
    ...told.slice(0, groupsShown),
    ...(further > 0 ? [`… and ${counted(further, 'more group')}; --json has them all`] : []),
    `${paint(page, 'cyan', 'next:')} ${sentence} (${runbook})`,
  ];
}

function tellGroup(kind: FindingKind, { group, findings, furtherFindings = 0 }: GroupVerdict): string[] {
  const alike = findings.filter(finding => finding.kind === kind);
  const [first] = alike;
  if (first === undefined) return [];
  const others = alike.length - 1 + (alike.length === findings.length ? furtherFindings : 0);
  const more = others === 0 ? '' : ` (and ${counted(others, 'more partition')})`;
  return [toSafeText(`${group}: ${first.sentence}${more}`)];
}
