import { cruise, type ICruiseResult } from 'dependency-cruiser';
import config from '../../dependency-cruiser.config.ts';

const start = '<!-- drawing: start (npm run docs) -->';
const end = '<!-- drawing: end -->';
// The first that fits counts, so clients come before cli.
const rooms = [
  'src/domain',
  'src/ports',
  'src/operations',
  'src/adapters',
  'lambdas',
  'clients',
  'cli',
  'lib',
  'demo',
  'bin',
];

/** Draws the arrows between the rooms as the imports are, between two marks of ARCHITECTURE.md. */
export async function renderArchitecture(former: string): Promise<string> {
  const { output } = await cruise(
    rooms,
    { ruleSet: config, validate: false, ...config.options, collapse: `^(${rooms.join('|')})` },
    {},
    { tsConfig: undefined },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text, not its result');
  const [before, after] = [former.split(start)[0] ?? '', former.split(end)[1] ?? ''];
  return `${before}${start}\n\n\`\`\`mermaid\n${drawing(output)}\n\`\`\`\n\n${end}${after}`;
}

function drawing({ modules }: ICruiseResult): string {
  const arrows = new Set<string>();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      if (source !== resolved && rooms.includes(source) && rooms.includes(resolved)) {
        arrows.add(`  ${id(source)} --> ${id(resolved)}`);
      }
    }
  }
  const boxes = rooms.map(room => `  ${id(room)}["${room}"]`);
  return ['flowchart LR', ...boxes, ...[...arrows].sort()].join('\n');
}

const id = (room: string): string => room.replace('/', '_');
