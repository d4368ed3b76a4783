/** The cells of one line of CSV (RFC 4180): a cell in quotes may hold commas, and quotes written twice. */
export function cellsOf(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const found = /^\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/.exec(rest);
    if (found === null) return undefined;
    const [whole, quoted, plain = '', end] = found as unknown as readonly (string | undefined)[];
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    if (end === '') return cells;
    rest = rest.slice(whole!.length);
  }
}

export function lineOf(cells: readonly (string | number)[]): string {
  return cells.map(cell => (/[",\s#]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',');
}
