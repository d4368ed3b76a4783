import { type Document, isAlias, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { OperationError } from '../../domain/errors.ts';

/** Such files are written by hand. */
const mostCharacters = 1_000_000;

/**
 * A text as the document it is, JSON or YAML: every JSON text is YAML too. Rejects with InputInvalid, naming line and
 * column: keys given twice, tags, several documents, and aliases, by which a few lines can stand for gigabytes.
 */
export function parseText(text: string, name: string): unknown {
  if (text.length > mostCharacters) throw unreadable(name, `has more than ${mostCharacters} characters`);
  const lines = new LineCounter();
  const document = tryTo(() => parseDocument(text, { ...strictly, lineCounter: lines }), name);
  const [problem] = [...document.errors, ...document.warnings].map(toProblem);
  if (problem !== undefined) throw unreadable(name, problem);
  const alias = tryTo(() => firstAlias(document), name);
  if (alias !== undefined) {
    throw unreadable(name, `uses an alias${place(lines.linePos(alias))}; write the value itself`);
  }
  return tryTo(() => document.toJS({ maxAliasCount: 0 }) as unknown, name);
}

const tooDeep = 'is nested too deeply';
const strictly = { strict: true, stringKeys: true, uniqueKeys: true, prettyErrors: true } as const;

/** Brackets within brackets, some thousand deep, are more than the stack holds. */
function tryTo<T>(work: () => T, name: string): T {
  try {
    return work();
  } catch (cause) {
    throw unreadable(name, tooDeep, cause);
  }
}

function toProblem({ code, message, linePos }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'holds several documents; keep one';
  if (/call stack/i.test(message)) return tooDeep;
  if (code === 'NON_STRING_KEY') return `cannot be read${place(linePos?.[0])}: keys have to be text`;
  const [told = ''] = message.split(/ at line \d|\n/);
  return `cannot be read${place(linePos?.[0])}: ${told.charAt(0).toLowerCase()}${told.slice(1)}`;
}

const place = (at: { readonly line: number; readonly col: number } | undefined): string =>
  at === undefined ? '' : ` at line ${at.line}, column ${at.col}`;

function firstAlias(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, (_key, node) => {
    if (!isAlias(node)) return undefined;
    found = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return found;
}

const unreadable = (name: string, what: string, cause?: unknown): OperationError =>
  new OperationError('InputInvalid', `${name} ${what}`, { cause });
