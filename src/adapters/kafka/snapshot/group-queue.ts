/**
 * Big enough that round trips do not count. Below half of a G1 region of the broker (1 MB with a heap of 2 GB): a larger
 * answer is a humongous object there, and 2 MB an answer took half as long again.
 */
const wantedAnswerBytes = 400 * 1024;
const firstChunk = 50;
const largestChunk = 1_000;

/** A queue of groups that is taken in chunks whose answers are about the wanted size, as far as one can tell by now. */
export class GroupQueue {
  readonly #indexes: readonly number[];
  #next = 0;
  #groupsRead = 0;
  #bytesRead = 0;

  constructor(indexes: readonly number[]) {
    this.#indexes = indexes;
  }

  take(): readonly number[] {
    const bytesAGroup = this.#bytesRead / Math.max(1, this.#groupsRead);
    const size = this.#groupsRead === 0 ? firstChunk : Math.ceil(wantedAnswerBytes / Math.max(1, bytesAGroup));
    return this.#taken(Math.min(largestChunk, size));
  }

  takeAll(): readonly number[] {
    return this.#taken(this.#indexes.length);
  }

  /** Learns from an answer how many bytes a group takes. */
  observe(groups: number, bytes: number): void {
    this.#groupsRead += groups;
    this.#bytesRead += bytes;
  }

  #taken(size: number): readonly number[] {
    const chunk = this.#indexes.slice(this.#next, this.#next + size);
    this.#next += chunk.length;
    return chunk;
  }
}
