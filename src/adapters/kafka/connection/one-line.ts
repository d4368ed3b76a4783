const longestQuoteLength = 300;

/** Text that came from a broker or a library, made safe to stand inside a one-line message. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > longestQuoteLength ? `${line.slice(0, longestQuoteLength)}…` : line;
}

export function addressOf(target: { readonly host: string; readonly port: number }): string {
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`;
}
