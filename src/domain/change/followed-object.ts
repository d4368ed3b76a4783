import type { Json } from './json.ts';

/** Whether somebody who watched saw the owner of a changed object go on from there, after the run. */
export interface FollowedObject {
  readonly object: string;
  /** How far it was seen; absent: it was not seen to move on. */
  readonly movedTo?: Json;
  readonly sentence: string;
}

/** True where nobody was asked to watch. */
export function hasMovedOn({ followed = [] }: { readonly followed?: readonly FollowedObject[] | undefined }): boolean {
  return followed.every(({ movedTo }) => movedTo !== undefined);
}
