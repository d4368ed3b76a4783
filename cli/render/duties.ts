import type { OptionKind } from '../../src/domain/cost/sizing.ts';
import type { ComparedDuty } from '../../src/domain/duties/all-duties.ts';
import type { DutyShare } from '../../src/domain/duties/duty.ts';
import { optionNames } from './cost-words.ts';
import { coverText, coverTexts, whoNames } from './duty-words.ts';
import { type Page, paint } from './page.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

/** Who does each duty on each option, and what of ours covers it. */
export function renderDutyTable(duties: readonly ComparedDuty[], options: readonly OptionKind[], page: Page): string {
  const columns: Column[] = [
    { title: 'DUTY', cutDownTo: 16 },
    ...options.map((option, at) => ({
      title: optionNames[option].toUpperCase(),
      cutDownTo: 4,
      ...(at === 0 ? {} : { leaveOutRank: options.length - at }),
    })),
  ];
  const rows = duties.map(duty => ({
    cells: [duty.what, ...options.map(option => whoText(duty.shares[option], page))],
    notes: coverTexts(duty),
  }));
  return joinSections([
    layOutTable(columns, rows, page),
    layOutNotes(
      [
        'under a duty: what of this program covers your part of it',
        `how each goes, what it risks and who says so: --json, or --duty with ${duties.map(({ id }) => id).join(', ')}`,
      ],
      0,
      page,
    ),
  ]);
}

/** Duties one by one, with a sentence for each option. */
export function renderDuties(duties: readonly ComparedDuty[], options: readonly OptionKind[], page: Page): string {
  return joinSections(
    duties.map(({ id, what, shares }) => [
      `${paint(page, 'bold', what)} (${id})`,
      ...options.flatMap(option => shareLines(option, shares[option], page)),
    ]),
  );
}

function shareLines(option: OptionKind, share: DutyShare | undefined, page: Page): string[] {
  if (share === undefined) return [];
  const covered = coverText(share.coveredBy);
  return [
    ...layOutNotes([`${optionNames[option]}, ${whoNames[share.who]}: ${share.how}`], 2, page),
    ...layOutNotes([share.source, ...(covered === '' ? [] : [`covered by ${covered}`])], 4, page),
  ];
}

function whoText(share: DutyShare | undefined, page: Page): string {
  if (share === undefined) return '';
  const name = whoNames[share.who];
  return share.who === 'you' ? paint(page, 'yellow', name) : name;
}
