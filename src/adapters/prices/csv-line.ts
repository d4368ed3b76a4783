/** The cells of a line of CSV, quotes taken off; undefined where a quote is not closed, so that the line was cut. */
export function splitCsvLine(line: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    if (line[at] === '"') {
      at = endOfQuoted(line, at);
      if (at < 0 || (at < line.length && line[at] !== ',')) return undefined;
      cells.push(line.slice(start + 1, at - 1).replaceAll('""', '"'));
    } else {
      const comma = line.indexOf(',', at);
      at = comma < 0 ? line.length : comma;
      cells.push(line.slice(start, at));
    }
    if (at >= line.length) return cells;
    at += 1;
  }
}

/** The place behind the closing quote; two quotes in a row are one within the text. */
function endOfQuoted(line: string, opening: number): number {
  let at = opening;
  for (;;) {
    at = line.indexOf('"', at + 1);
    if (at < 0 || line[at + 1] !== '"') return at < 0 ? -1 : at + 1;
    at += 1;
  }
}
