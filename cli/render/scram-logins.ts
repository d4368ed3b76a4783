import { duration } from '../../src/domain/lag/figures.ts';
import type { LoginMatrix, ProvenLogin } from '../../src/operations/scram-login-matrix.ts';
import type { BrokerLogin } from '../../src/ports/login-prover.ts';
import { type Page, type Paint, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const colours = { accepted: 'green', refused: 'red', unreachable: 'yellow' } as const satisfies Record<
  BrokerLogin['kind'],
  Paint
>;

/** Brokers down, logins across. `store`: where the secret is. */
export function renderLoginMatrix(
  { secret, user, strategy, logins, unknown }: LoginMatrix,
  store: string,
  page: Page,
): string {
  const brokers = logins[0]?.brokers ?? [];
  const columns: readonly Column[] = [
    { title: 'BROKER', align: 'right' },
    { title: 'ADDRESS', cutDownTo: 12, leaveOutRank: 1 },
    ...logins.map(({ username, label }) => ({ title: toSafeText(`${username} (${label})`), cutDownTo: 16 })),
  ];
  const rows = brokers.map(({ brokerId, endpoint }) => ({
    cells: [String(brokerId), toSafeText(endpoint), ...logins.map(login => cellOf(login, brokerId, page))],
  }));
  const reasons = [
    ...new Set(
      logins.flatMap(login => login.brokers.filter(({ kind }) => kind !== 'accepted').map(({ sentence }) => sentence)),
    ),
  ];
  const missing = unknown.map(username => `the secret holds no password of ${JSON.stringify(username)}`);
  return joinSections([
    layOutNotes([toSafeText(`user ${user} (${strategy}), secret ${secret} in ${store}`)], 0, page),
    layOutTable(columns, rows, page),
    layOutNotes([...reasons, ...missing].map(toSafeText), 0, page),
  ]);
}

function cellOf({ brokers }: ProvenLogin, brokerId: number, page: Page): string {
  const row = brokers.find(broker => broker.brokerId === brokerId);
  return row === undefined ? '' : `${paint(page, colours[row.kind], row.kind)} ${duration(row.afterMs)}`;
}
