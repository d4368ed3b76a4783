import { OperationError } from '../../../domain/errors.ts';

const twoTo32 = 4_294_967_296;

/**
 * Reads the wire forms of Kafka's types from one frame. Whatever the bytes say, it stays inside the frame: a value that
 * would not fit is ProtocolViolated. Columnar decoders use it directly, so every method returns a plain value.
 */
export class Reader {
  readonly bytes: Buffer;
  /** Where the next value starts. A decoder may set it, to read a part again or later. */
  position: number;
  readonly end: number;
  /** What is read, for errors: "OffsetFetch v8 answer". */
  readonly subject: string;

  constructor(bytes: Buffer, position: number, subject: string, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.subject = subject;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  skip(byteCount: number): void {
    this.position = this.#claim(byteCount) + byteCount;
  }

  bool(): boolean {
    return this.int8() !== 0;
  }

  int8(): number {
    const at = this.#claim(1);
    this.position = at + 1;
    return (this.bytes[at]! << 24) >> 24;
  }

  uint8(): number {
    return this.int8() & 0xff;
  }

  int16(): number {
    return (this.uint16() << 16) >> 16;
  }

  uint16(): number {
    const at = this.#claim(2);
    this.position = at + 2;
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  int32(): number {
    const at = this.#claim(4);
    const bytes = this.bytes;
    this.position = at + 4;
    return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  int64(): bigint {
    const at = this.#claim(8);
    this.position = at + 8;
    return this.bytes.readBigInt64BE(at);
  }

  /** An int64 without a BigInt: exact up to 2^53, which no offset or timestamp passes. */
  int64AsNumber(): number {
    const high = this.int32();
    return high * twoTo32 + (this.int32() >>> 0);
  }

  float64(): number {
    const at = this.#claim(8);
    this.position = at + 8;
    return this.bytes.readDoubleBE(at);
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.#claim(1)]!;
      this.position += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    return this.violated('a varint of more than 5 bytes');
  }

  /** A signed varint of up to 64 bits, as records have them. Exact up to 2^52, which no length or delta passes. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.uint8();
      value += (byte & 0x7f) * scale;
      // Signs alternate, so that small numbers are short whatever their sign: 0, -1, 1, -2.
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    return this.violated('a varint of more than 10 bytes');
  }

  /** Length of what follows, as flexible versions write it; -1: null. Never more than what is left of the frame. */
  compactLength(): number {
    return this.#fitting(this.unsignedVarint() - 1);
  }

  /** The same as older versions write it before a string. */
  length16(): number {
    return this.#fitting(this.int16());
  }

  /** The same as older versions write it before bytes and arrays. */
  length32(): number {
    return this.#fitting(this.int32());
  }

  /** The same as records write it. */
  varintLength(): number {
    return this.#fitting(this.varint());
  }

  text(byteCount: number): string {
    const at = this.#claim(byteCount);
    this.position = at + byteCount;
    return byteCount === 0 ? '' : this.bytes.toString('utf8', at, at + byteCount);
  }

  /** A view of the frame, not a copy: it keeps the whole frame alive. */
  slice(byteCount: number): Buffer {
    const at = this.#claim(byteCount);
    this.position = at + byteCount;
    return this.bytes.subarray(at, at + byteCount);
  }

  /** A UUID as Kafka prints it: 22 characters of base64url. */
  uuid(): string {
    return this.slice(16).toString('base64url');
  }

  skipTaggedFields(): void {
    for (let left = this.unsignedVarint(); left > 0; left -= 1) {
      this.unsignedVarint();
      this.skip(this.unsignedVarint());
    }
  }

  /** Fails unless everything was read. */
  finish(): void {
    if (this.position !== this.end) this.violated(`${this.remaining} bytes left over`);
  }

  violated(what: string): never {
    throw new OperationError(
      'ProtocolViolated',
      `${this.subject} cannot be read: ${what} at byte ${this.position} of ${this.end}`,
    );
  }

  #claim(byteCount: number): number {
    const at = this.position;
    if (byteCount > this.end - at || byteCount < 0)
      return this.violated(`${byteCount} bytes wanted, ${this.end - at} left`);
    return at;
  }

  #fitting(length: number): number {
    if (length < -1) return this.violated(`a length of ${length}`);
    if (length > this.end - this.position)
      return this.violated(`a length of ${length} with ${this.remaining} bytes left`);
    return length;
  }
}
