import { counted, duration, grouped, named } from '../../src/domain/lag/figures.ts';
import type { UsedGroup } from '../../src/domain/scram/status-groups.ts';
import type { ScramStatus, StatusFinding, UserStatus } from '../../src/domain/scram/status-report.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'USER', cutDownTo: 16 },
  { title: 'MECHANISM' },
  { title: 'ITERATIONS', align: 'right', leaveOutRank: 1 },
  { title: 'PASSWORD AGE', align: 'right' },
  { title: 'ACLS', align: 'right' },
  { title: 'SECRET', leaveOutRank: 2, cutDownTo: 12 },
];

export function renderScramStatus({ users, findings, unread, clusterId }: ScramStatus, page: Page): string {
  const rows = users.map(user => ({ cells: cellsOf(user), notes: notesOf(user, page) }));
  const bad = [...findings, ...users.flatMap(user => user.findings)].filter(({ level }) => level === 'bad');
  return joinSections([
    rows.length === 0 ? [] : layOutTable(columns, rows, page),
    titled(
      'Secrets:',
      findings.map(finding => tell(finding, page)),
      page,
    ),
    titled('Could not be looked at:', unread.map(toSafeText), page),
    [
      `${counted(users.length, 'user')} of cluster ${toSafeText(clusterId)}, ${bad.length === 0 ? 'nothing bad' : paint(page, 'red', `${grouped(bad.length)} bad`)}`,
    ],
  ]);
}

function titled(title: string, lines: readonly string[], page: Page): readonly string[] {
  return lines.length === 0 ? [] : [paint(page, 'yellow', title), ...layOutNotes(lines, 2, page)];
}

function cellsOf({ user, credentials, secrets, passwordAgeMs, acls }: UserStatus): string[] {
  return [
    toSafeText(user),
    credentials.map(({ mechanism }) => mechanism).join(', '),
    credentials.map(({ iterations }) => grouped(iterations)).join(', '),
    passwordAgeMs === undefined ? '?' : duration(passwordAgeMs),
    acls === undefined ? '?' : grouped(acls),
    toSafeText([...new Set(secrets.map(({ secretId }) => secretId))].join(', ')),
  ];
}

function notesOf({ findings, mayUse, seen }: UserStatus, page: Page): string[] {
  return [
    ...findings.map(finding => tell(finding, page)),
    ...mayUse.map(used => toSafeText(tellGroup(used))),
    ...(seen === undefined
      ? []
      : [
          toSafeText(
            `logged last at ${seen.lastAt} from ${seen.hosts.join(', ')}${seen.deniedRequests === 0 ? '' : `, ${counted(seen.deniedRequests, 'denied request')}`}${seen.isSuperUser ? ', as a super user' : ''}`,
          ),
        ]),
  ];
}

function tellGroup({ group, members, others }: UsedGroup): string {
  const shown = members.slice(0, 3).map(({ clientId, clientHost }) => `${clientId} at ${clientHost}`);
  const more = members.length > shown.length ? `, ${members.length - shown.length} more` : '';
  const who = others.length === 0 ? 'which no other user may read' : `which ${named(others)} may read too`;
  return `may be used in group ${JSON.stringify(group)}, ${who}: ${shown.join(', ')}${more}`;
}

function tell({ level, sentence }: StatusFinding, page: Page): string {
  return `${level === 'bad' ? paint(page, 'red', 'bad') : 'note'}: ${toSafeText(sentence)}`;
}
