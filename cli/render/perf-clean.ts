import { counted } from '../../src/domain/lag/figures.ts';
import type { LeftTopic } from '../../src/operations/find-left-topics.ts';
import type { Page } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { layOutTable } from './table.ts';

export function renderLeftTopics(left: readonly LeftTopic[], page: Page): string {
  if (left.length === 0) return 'no load has left a topic\n';
  const rows = left.map(({ topic, runId, isWrittenTo }) => ({
    cells: [
      toSafeText(topic),
      runId ?? '–',
      isWrittenTo ? 'a load writes to it now' : runId === undefined ? 'no run here made it' : 'left',
    ],
  }));
  return joinSections([
    [`${counted(left.length, 'topic')} of loads`],
    layOutTable([{ title: 'TOPIC', cutDownTo: 30 }, { title: 'RUN' }, { title: 'WHAT' }], rows, page),
  ]);
}
