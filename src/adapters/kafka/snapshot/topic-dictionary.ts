/**
 * Topic names as the broker's bytes, each kept once. A name in an answer is found by its bytes, so that no string is
 * made for the millions of times a name is repeated.
 */
export class TopicDictionary {
  readonly names: string[] = [];
  readonly #bytes: Buffer[] = [];
  /** Open addressing; −1 is free. Kept at most half full. */
  #slots = new Int32Array(1 << 12).fill(-1);

  /** The index of the name at bytes[start, end); adds it where it is new. */
  indexAt(bytes: Buffer, start: number, end: number): number {
    const slot = this.#slotOf(bytes, start, end);
    const index = this.#slots[slot]!;
    return index >= 0 ? index : this.#add(Buffer.from(bytes.subarray(start, end)), slot);
  }

  /** The same for a name that is known, or −1. */
  findAt(bytes: Buffer, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end)]!;
  }

  indexOf(name: string): number {
    const bytes = Buffer.from(name);
    return this.indexAt(bytes, 0, bytes.length);
  }

  /** The slot that holds the name, or the free one where it belongs. */
  #slotOf(bytes: Buffer, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (;;) {
      const index = this.#slots[slot]!;
      if (index < 0) return slot;
      const known = this.#bytes[index]!;
      if (known.length === end - start && bytes.compare(known, 0, known.length, start, end) === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #add(name: Buffer, slot: number): number {
    const index = this.names.length;
    this.names.push(name.toString('utf8'));
    this.#bytes.push(name);
    this.#slots[slot] = index;
    if (this.names.length * 2 > this.#slots.length) this.#grow();
    return index;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (const [index, name] of this.#bytes.entries()) {
      let slot = hash(name, 0, name.length) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

/** FNV-1a. */
function hash(bytes: Buffer, start: number, end: number): number {
  let value = 2166136261;
  for (let at = start; at < end; at += 1) value = Math.imul(value ^ bytes[at]!, 16777619);
  return (value ^ (value >>> 15)) >>> 0;
}
