import type { Cover, DutyShare } from '../../src/domain/duties/duty.ts';

export const whoNames: Readonly<Record<DutyShare['who'], string>> = { aws: 'AWS', shared: 'both', you: 'you' };

/** `scram status, scram rotate; page scram-rotation`; nothing where nothing of ours covers it. */
export function coverText({ commands, runbooks }: Cover): string {
  const parts = [commands.join(', '), runbooks.length === 0 ? '' : `docs/runbooks: ${runbooks.join(', ')}`];
  return parts.filter(part => part !== '').join('; ');
}
