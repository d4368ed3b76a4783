/** Bytes that grow as they are written. Integers are varints of up to 53 bits, seven bits a byte, lowest first. */
export interface ByteWriter {
  varint(value: number): void;
  float64(value: number): void;
  text(value: string): void;
  /** Whole numbers that change little from one to the next; see `column` in byte-reader.ts for the form. */
  column(values: ArrayLike<number>, count: number): void;
  /** Whole numbers that differ little from those of `base` at the same place. */
  columnOver(values: ArrayLike<number>, base: ArrayLike<number>, count: number): void;
  bytes(): Uint8Array;
}

/** Below this a difference, doubled for its sign, is still exact in a double. */
const EXACT = 2 ** 51;

const isExact = (value: number) => Math.abs(value) < EXACT && Number.isInteger(value);

export function byteWriter(): ByteWriter {
  let buffer = new Uint8Array(1 << 16);
  let size = 0;
  const reserve = (more: number) => {
    if (size + more <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, size + more));
    grown.set(buffer);
    buffer = grown;
  };
  const varint = (value: number) => {
    reserve(8);
    let rest = value;
    while (rest >= 0x8000_0000) {
      buffer[size++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      buffer[size++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[size++] = rest;
  };
  const scratch = new DataView(new ArrayBuffer(8));
  const float64 = (value: number) => {
    reserve(8);
    scratch.setFloat64(0, value);
    for (let i = 0; i < 8; i += 1) buffer[size++] = scratch.getUint8(i);
  };
  const differences = (values: ArrayLike<number>, count: number, expected: (index: number) => number) => {
    let unchanged = 0;
    const endRun = () => {
      if (unchanged === 0) return;
      varint(0);
      varint(unchanged);
      unchanged = 0;
    };
    for (let i = 0; i < count; i += 1) {
      const value = values[i]!;
      const base = expected(i);
      if (value === base && isExact(base)) {
        unchanged += 1;
        continue;
      }
      endRun();
      if (isExact(value) && isExact(base)) {
        const difference = value - base;
        varint(difference > 0 ? difference * 2 : difference * -2 + 1);
      } else {
        varint(1);
        float64(value);
      }
    }
    endRun();
  };
  return {
    varint,
    float64,
    text: value => {
      const encoded = new TextEncoder().encode(value);
      varint(encoded.length);
      reserve(encoded.length);
      buffer.set(encoded, size);
      size += encoded.length;
    },
    column: (values, count) => differences(values, count, index => (index === 0 ? 0 : values[index - 1]!)),
    columnOver: (values, base, count) => differences(values, count, index => base[index]!),
    bytes: () => buffer.slice(0, size),
  };
}
