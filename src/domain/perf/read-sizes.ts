import { type Read, readShare, readSize } from '../cost/quantities.ts';
import { holdsStamp, type SizeShare } from './record-sizes.ts';
import { leastRecordBytes } from './record-stamp.ts';

const mostBytes = 16 * 1_048_576;

/** `1KB`, `100B..2KB`, or shares that come to 100 %: `1KB:90%,10KB..20KB:10%`. A figure without unit is bytes. */
export function readSizes(text: string): Read<readonly SizeShare[]> {
  const parts = text.split(',').map(part => readPart(part, text.includes(',')));
  const wrong = parts.find(part => part.kind === 'unusable');
  if (wrong !== undefined) return wrong;
  const sizes = parts.flatMap(part => (part.kind === 'read' ? [part.value] : []));
  const total = sizes.reduce((sum, { share }) => sum + share, 0);
  if (Math.abs(total - 1) > 1e-6)
    return unusable(`${JSON.stringify(text)} comes to ${total * 100} % of all records, not 100`);
  if (!holdsStamp(sizes))
    return unusable(`${JSON.stringify(text)} is too small: a record takes ${leastRecordBytes} bytes for its number`);
  return sizes.some(size => size.mostBytes > mostBytes)
    ? unusable(`${JSON.stringify(text)} is more than 16 MiB; look at its unit`)
    : { kind: 'read', value: sizes };
}

function readPart(part: string, isOneOfMany: boolean): Read<SizeShare> {
  const [range = '', shareText] = part.split(':');
  if (isOneOfMany && shareText === undefined)
    return unusable(`${JSON.stringify(part)} has no share; write it like 1KB:90%`);
  const share = shareText === undefined ? { kind: 'read' as const, value: 1 } : readShare(shareText, 0, 1);
  if (share.kind === 'unusable') return share;
  const [leastText = '', mostText = leastText] = range.split('..');
  const [least, most] = [readBytes(leastText), readBytes(mostText)];
  if (least.kind === 'unusable') return least;
  if (most.kind === 'unusable') return most;
  if (least.value > most.value) return unusable(`${JSON.stringify(range)} begins above its end`);
  return { kind: 'read', value: { leastBytes: least.value, mostBytes: most.value, share: share.value } };
}

const readBytes = (text: string): Read<number> => readSize(/^\d+$/.test(text) ? `${text}B` : text);
const unusable = (why: string): Read<never> => ({ kind: 'unusable', why });
