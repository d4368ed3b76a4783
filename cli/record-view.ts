import type { Plan } from '../src/domain/change/plan.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { OffsetStep } from '../src/domain/offsets/offset-step.ts';
import { type Peek, peekSkippedRecords } from '../src/operations/peek-skipped-records.ts';
import type { RecordReader } from '../src/ports/record-reader.ts';
import type { ApplyFlags, ChangeRenderer } from './apply-plan.ts';
import { type RecordFlags, toValueDecoder } from './record-flags.ts';
import { offsetsRenderer, withPeeks } from './render/offsets.ts';
import type { Shell } from './shell.ts';

/** How plans are shown: with what is in the records they skip, if that was asked for. */
export interface RecordView {
  readonly renderer: ChangeRenderer<OffsetStep>;
  /** Looks into the records of a plan, for the renderer; the plan stays what it is. */
  readonly peek: (plan: Plan<OffsetStep>, records: RecordReader) => Promise<Plan<OffsetStep>>;
}

export async function openRecordView(
  flags: RecordFlags & ApplyFlags,
  shell: Pick<Shell, 'env'>,
  readFile: (name: string) => Promise<string>,
): Promise<RecordView> {
  checkFlags(flags);
  if (flags.showRecord !== true) return { renderer: offsetsRenderer, peek: plan => Promise.resolve(plan) };
  const decoder = await toValueDecoder(flags, shell, readFile);
  const peeks = new Map<string, Peek>();
  return {
    renderer: withPeeks(peeks),
    peek: async (plan, records) => {
      peeks.set(plan.planId, await peekSkippedRecords(plan, records, decoder));
      return plan;
    },
  };
}

function checkFlags({
  showRecord = false,
  schemaRegistry,
  avroSchema,
  apply = false,
  json = false,
}: RecordFlags & ApplyFlags): void {
  if (!showRecord && (schemaRegistry ?? avroSchema) !== undefined) {
    const flag = schemaRegistry === undefined ? '--avro-schema' : '--schema-registry';
    throw new OperationError('InputInvalid', `${flag} decodes what --show-record shows; give that too`);
  }
  if (showRecord && apply && json) {
    const message = 'what --json prints of a run never holds records; look at the plan with --show-record first';
    throw new OperationError('InputInvalid', message);
  }
}
