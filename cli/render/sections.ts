/** Groups of lines with an empty line between them; empty groups leave no trace. */
export function joinSections(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}
