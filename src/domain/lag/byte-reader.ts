/** Reads what a ByteWriter wrote. Every method throws a RangeError where the bytes end early or make no sense. */
export interface ByteReader {
  varint(): number;
  float64(): number;
  text(): string;
  /**
   * Fills a column. Its form: 0 and n, n values as expected; 1 and a float64, a value as it is; otherwise an even
   * number, twice what the value is above the expected one, or an odd number, twice what it is below, plus one.
   * Expected is the value before.
   */
  column<Column extends NumberColumn>(into: Column): Column;
  /** The same; expected is the value of `base` at the same place. */
  columnOver<Column extends NumberColumn>(into: Column, base: ArrayLike<number>): Column;
  /** A count of things to come, refused where memory for as many would be absurd. */
  count(): number;
  isAtEnd(): boolean;
}

type NumberColumn = Float64Array | Int32Array | Int16Array | Uint8Array;

/** Far above any cluster: a damaged count must not take the memory of the machine. */
const MOST = 2 ** 26;

export function byteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;
  const varint = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[position];
      if (byte === undefined || scale > 2 ** 49) throw new RangeError('a number has no end');
      position += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  const float64 = () => {
    const value = view.getFloat64(position);
    position += 8;
    return value;
  };
  const differences = (into: NumberColumn, expected: (index: number) => number) => {
    let i = 0;
    while (i < into.length) {
      const token = varint();
      if (token === 0) {
        const run = varint();
        if (run === 0 || i + run > into.length) throw new RangeError('a run leaves its column');
        for (const end = i + run; i < end; i += 1) into[i] = expected(i);
      } else {
        if (token === 1) into[i] = float64();
        else into[i] = expected(i) + (token % 2 === 0 ? token / 2 : (token - 1) / -2);
        i += 1;
      }
    }
  };
  return {
    varint,
    float64,
    text: () => {
      const length = varint();
      if (position + length > bytes.length) throw new RangeError('a text leaves the bytes');
      position += length;
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(position - length, position));
    },
    column: into => {
      differences(into, index => (index === 0 ? 0 : into[index - 1]!));
      return into;
    },
    columnOver: (into, base) => {
      differences(into, index => base[index]!);
      return into;
    },
    count: () => {
      const value = varint();
      if (value > MOST) throw new RangeError('a count is absurd');
      return value;
    },
    isAtEnd: () => position === bytes.length,
  };
}
