import type { Check } from '../change/plan.ts';
import { named } from '../lag/figures.ts';
import { keyOf } from './commit.ts';
import { block } from './group-checks.ts';
import type { OffsetResetRequest } from './request.ts';

/** What is asked of a share group and has no meaning there, each by its name. */
export function checkShareRequest({ target }: Pick<OffsetResetRequest, 'target'>): readonly Check[] {
  if (target.kind === 'skip-record') {
    const sentence =
      'a share group never waits at one record: it gives up a record that was delivered too often; say with --to-offset where it is to start';
    return [block('target-fits-the-kind', sentence)];
  }
  if (target.kind !== 'positions') return [];
  const has = (what: string, rows: readonly { readonly topic: string; readonly partition: number }[]) =>
    rows.length === 0
      ? []
      : [block('target-fits-the-kind', `a share group keeps no ${what}: take it out for ${named(rows.map(keyOf))}`)];
  return [
    ...has(
      'metadata',
      target.positions.filter(({ metadata = '' }) => metadata !== ''),
    ),
    ...has(
      'leader epoch',
      target.positions.filter(({ leaderEpoch }) => leaderEpoch !== undefined),
    ),
  ];
}

/** What a move does to a share group beside moving it. */
export function shareConsequence(moves: readonly { readonly after?: unknown }[]): string {
  const cleared = moves.some(({ after }) => after === undefined);
  return [
    'the share group forgets what became of single records after its start offset: those it has done may be delivered again',
    ...(cleared ? ['where it has no start offset, share.auto.offset.reset decides'] : []),
  ].join('; ');
}
