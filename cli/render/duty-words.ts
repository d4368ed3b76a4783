import type { OptionKind } from '../../src/domain/cost/sizing.ts';
import type { ComparedDuty } from '../../src/domain/duties/all-duties.ts';
import type { Cover, DutyShare } from '../../src/domain/duties/duty.ts';
import { optionNames } from './cost-words.ts';

export const whoNames: Readonly<Record<DutyShare['who'], string>> = { aws: 'AWS', shared: 'both', you: 'you' };

/** `scram status, scram rotate; docs/runbooks: scram-rotation`; nothing where nothing of ours covers it. */
export function coverText({ commands, runbooks }: Cover): string {
  const parts = [commands.join(', '), runbooks.length === 0 ? '' : `docs/runbooks: ${runbooks.join(', ')}`];
  return parts.filter(part => part !== '').join('; ');
}

/** What covers a duty; by option where that differs. */
export function coverTexts({ shares }: ComparedDuty): readonly string[] {
  const optionsOf = new Map<string, string[]>();
  for (const [option, { coveredBy }] of Object.entries(shares) as [OptionKind, DutyShare][]) {
    const text = coverText(coveredBy);
    if (text !== '') optionsOf.set(text, [...(optionsOf.get(text) ?? []), optionNames[option]]);
  }
  const found = [...optionsOf];
  return found.length === 1
    ? found.map(([text]) => text)
    : found.map(([text, names]) => `${names.join(', ')}: ${text}`);
}
