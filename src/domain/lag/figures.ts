const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

// Made once: a formatter costs a thousand times what it formats.
const byThousands = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `41,207`. */
export function grouped(value: number): string {
  return byThousands.format(value);
}

/** `1 record`, `812 records`. */
export function counted(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** The two largest units that say something: `45 s`, `2 min`, `3 h 4 min`, `2 d`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000) * 1_000;
  const largest = units.findIndex(unit => seconds >= unit.ms);
  if (largest === -1) return `${grouped(Math.max(0, Math.round(ms)))} ms`;
  const parts: string[] = [];
  let rest = seconds;
  for (const unit of units.slice(largest, largest + 2)) {
    const count = Math.floor(rest / unit.ms);
    if (count > 0) parts.push(`${grouped(count)} ${unit.name}`);
    rest -= count * unit.ms;
  }
  return parts.join(' ');
}

/** ISO 8601 in UTC. A time no calendar can hold is told as the figure it is. */
export function isoInstant(ms: number): string {
  const instant = new Date(ms);
  return Number.isNaN(instant.getTime()) ? `${ms} ms` : instant.toISOString();
}

/** `"a"`, `"a" and "b"`, `"a", "b" and 7 more`. */
export function named(names: readonly string[], shown = 3): string {
  const quoted = names.slice(0, shown).map(name => JSON.stringify(name));
  const more = names.length - quoted.length;
  if (more > 0) quoted.push(`${grouped(more)} more`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
