import { Reader } from '../protocol/reader.ts';
import { batchLayout } from './batch-layout.ts';
import { crc32c } from './crc32c.ts';

/** What a batch says of its records (format 2, Kafka 0.11 and later). */
export interface BatchHeader {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** As it is stored, header included. */
  readonly bytes: number;
  /** How the records are compressed: see inflate.ts. */
  readonly codec: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  readonly baseTimestampMs: number;
  readonly maxTimestampMs: number;
  readonly recordCount: number;
  /** The records, compressed or not. */
  readonly records: Buffer;
}

const { lengthEnd, magicAt, checkedFrom, headerBytes } = batchLayout;

const attribute = { codec: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20 } as const;

/** Reads the next batch; undefined where the answer ends within it, as answers do. */
export function readBatchHeader(reader: Reader): BatchHeader | undefined {
  const { bytes, position: start, remaining } = reader;
  if (remaining <= magicAt) return undefined;
  const baseOffset = reader.int64AsNumber();
  const length = reader.int32();
  const magic = bytes[start + magicAt]!;
  refuseOtherFormats(reader, magic);
  if (length < headerBytes - lengthEnd) reader.violated(`a batch of ${length} bytes`);
  const end = start + lengthEnd + length;
  if (end > reader.end) return undefined;

  reader.position = start + magicAt + 1;
  const checksum = reader.uint32();
  const found = crc32c(bytes.subarray(start + checkedFrom, end));
  if (found !== checksum) reader.violated(`the batch at offset ${baseOffset} was damaged: its checksum does not fit`);
  const attributes = reader.uint16();
  const lastOffsetDelta = reader.int32();
  const [baseTimestampMs, maxTimestampMs] = [reader.int64AsNumber(), reader.int64AsNumber()];
  const producerBytes = 8 + 2 + 4;
  reader.skip(producerBytes);
  const recordCount = reader.int32();
  if (recordCount < 0 || lastOffsetDelta < 0)
    reader.violated(`a batch of ${recordCount} records up to ${lastOffsetDelta}`);
  return {
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    bytes: end - start,
    codec: attributes & attribute.codec,
    timestampType: (attributes & attribute.logAppendTime) === 0 ? 'CreateTime' : 'LogAppendTime',
    isTransactional: (attributes & attribute.transactional) !== 0,
    isControl: (attributes & attribute.control) !== 0,
    baseTimestampMs,
    maxTimestampMs,
    recordCount,
    records: reader.slice(end - reader.position),
  };
}

function refuseOtherFormats(reader: Reader, magic: number): void {
  if (magic === 2) return;
  const what = magic < 2 ? 'records in the format of Kafka before 0.11' : `records in the newer format ${magic}`;
  reader.violated(`${what}, which this program does not know,`);
}
