import type { FollowedObject } from '../../src/domain/change/followed-object.ts';
import { counted } from '../../src/domain/lag/figures.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { layOutNotes } from './table.ts';

/** What was seen after a move: those that did not move on one by one, the others as a number. */
export function followedLines(followed: readonly FollowedObject[] | undefined, page: Page): readonly string[] {
  if (followed === undefined) return [];
  if (followed.length === 0) return ['nothing to follow: no partition has a record after its new position'];
  const unseen = followed.filter(({ movedTo }) => movedTo === undefined);
  const seen = followed.length - unseen.length;
  return [
    ...unseen.flatMap(({ sentence }) => layOutNotes([toSafeText(sentence)], 0, page)),
    unseen.length === 0
      ? paint(page, 'green', `seen to move on in ${counted(seen, 'partition')}`)
      : paint(page, 'yellow', `seen to move on in ${seen} of ${counted(followed.length, 'partition')} in this time`),
  ];
}
