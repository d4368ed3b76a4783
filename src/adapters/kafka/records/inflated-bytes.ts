import { OperationError } from '../../../domain/errors.ts';

const firstBytes = 4_096;

/**
 * Where a decoder writes to. It grows with what is really written, so bytes that only claim to be large cost nothing,
 * and not beyond its limit.
 */
export class InflatedBytes {
  readonly #mostBytes: number;
  #bytes = Buffer.allocUnsafe(firstBytes);
  #length = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    const at = this.#claim(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** Writes again what was written `distance` bytes ago; what is being written counts, so a byte can become a run. */
  repeat(distance: number, byteCount: number): void {
    if (distance < 1 || distance > this.#length) throw cannotInflate(`it refers ${distance} bytes back`);
    const at = this.#claim(byteCount);
    if (distance >= byteCount) this.#bytes.copyWithin(at, at - distance, at - distance + byteCount);
    else for (let to = at; to < at + byteCount; to += 1) this.#bytes[to] = this.#bytes[to - distance]!;
  }

  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #claim(byteCount: number): number {
    const at = this.#length;
    this.#length = at + byteCount;
    if (this.#length > this.#mostBytes) throw cannotInflate(`it grows beyond ${this.#mostBytes} bytes`);
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length));
      this.#bytes.copy(grown, 0, 0, at);
      this.#bytes = grown;
    }
    return at;
  }
}

export function cannotInflate(what: string, cause?: unknown): OperationError {
  return new OperationError('ProtocolViolated', `a compressed batch cannot be read: ${what}`, { cause });
}
