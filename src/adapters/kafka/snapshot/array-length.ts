import type { Reader } from '../protocol/reader.ts';

/** How many elements follow. Kafka's arrays can be null, but none of those a columnar decoder reads. */
export function arrayLength(reader: Reader, isFlexible: boolean): number {
  const length = isFlexible ? reader.compactLength() : reader.length32();
  return length < 0 ? reader.violated('an array that is null') : length;
}
