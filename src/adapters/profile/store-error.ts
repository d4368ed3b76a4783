/** Why the bytes of a store could not be read; the file and the key it came from are the caller's to tell. */
export class StoreError extends Error {
  readonly reason: 'password' | 'content';

  constructor(reason: 'password' | 'content', cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}
