const initialBytes = 256;

/** Writes the wire forms of Kafka's types into a buffer that grows. Whether a value fits its type is the caller's to check. */
export class Writer {
  #bytes = Buffer.allocUnsafe(initialBytes);
  #length = 0;

  int8(value: number): void {
    const at = this.#claim(1);
    this.#bytes[at] = value;
  }

  int16(value: number): void {
    const at = this.#claim(2);
    this.#bytes[at] = value >> 8;
    this.#bytes[at + 1] = value;
  }

  int32(value: number): void {
    const at = this.#claim(4);
    this.#bytes[at] = value >> 24;
    this.#bytes[at + 1] = value >> 16;
    this.#bytes[at + 2] = value >> 8;
    this.#bytes[at + 3] = value;
  }

  int64(value: bigint): void {
    const at = this.#claim(8);
    this.#bytes.writeBigInt64BE(value, at);
  }

  float64(value: number): void {
    const at = this.#claim(8);
    this.#bytes.writeDoubleBE(value, at);
  }

  unsignedVarint(value: number): void {
    let left = value;
    while (left > 0x7f) {
      this.int8((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    this.int8(left);
  }

  string(value: string | null): void {
    if (value === null) {
      this.int16(-1);
      return;
    }
    const byteCount = Buffer.byteLength(value);
    this.int16(byteCount);
    this.#text(value, byteCount);
  }

  compactString(value: string | null): void {
    if (value === null) {
      this.unsignedVarint(0);
      return;
    }
    const byteCount = Buffer.byteLength(value);
    this.unsignedVarint(byteCount + 1);
    this.#text(value, byteCount);
  }

  bytes(value: Uint8Array | null): void {
    this.int32(value === null ? -1 : value.length);
    if (value !== null) this.raw(value);
  }

  compactBytes(value: Uint8Array | null): void {
    this.unsignedVarint(value === null ? 0 : value.length + 1);
    if (value !== null) this.raw(value);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#claim(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** What was written so far: a view, good until the next write. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #text(value: string, byteCount: number): void {
    const at = this.#claim(byteCount);
    this.#bytes.write(value, at, byteCount, 'utf8');
  }

  #claim(byteCount: number): number {
    const at = this.#length;
    this.#length = at + byteCount;
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length));
      this.#bytes.copy(grown, 0, 0, at);
      this.#bytes = grown;
    }
    return at;
  }
}
