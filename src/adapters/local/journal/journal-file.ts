import { open } from 'node:fs/promises';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import { appendDurably, unlessMissing } from '../durable-file.ts';
import { beginReading, type JournalReading, readLine, toLine } from './journal-lines.ts';

/** One journal, read no further than is new since the last look. */
export interface JournalFile {
  readonly readOn: () => Promise<JournalReading & { readonly isTorn: boolean }>;
  readonly append: (entry: JournalEntry) => Promise<void>;
}

export function journalFile(path: string): JournalFile {
  const reading = beginReading();
  let bytesRead = 0;
  /** Whether there is something behind the last line break: what a writer left that died, or is about to finish. */
  let isTorn = false;

  const readOn = async () => {
    const added = await readFrom(path, bytesRead);
    const end = added.lastIndexOf('\n') + 1;
    const lines = added.subarray(0, end).toString().split('\n').slice(0, -1);
    for (const line of lines) readLine(reading, line, path);
    bytesRead += end;
    isTorn = end < added.length;
    return { ...reading, isTorn };
  };

  return {
    readOn,
    async append(entry) {
      const lineBreak = isTorn ? '\n' : '';
      await appendDurably(path, Buffer.from(`${lineBreak}${toLine(entry)}`));
    },
  };
}

async function readFrom(path: string, position: number): Promise<Buffer> {
  const file = await unlessMissing(path, open(path, 'r'));
  if (file === undefined) return Buffer.alloc(0);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - position));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
