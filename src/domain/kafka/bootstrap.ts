import type { HostPort } from './connection.ts';

/** A list of brokers, or why the text is none. */
export type BootstrapServers =
  | { readonly kind: 'parsed'; readonly servers: readonly HostPort[] }
  | { readonly kind: 'wrong'; readonly problem: string };

/**
 * Reads `host:port,host:port`, the way Kafka writes it: an IPv6 address stands in brackets (`[::1]:9092`), a listener
 * name in front (`SASL_SSL://host:port`) is allowed and says nothing, since the security protocol decides.
 */
export function parseBootstrapServers(text: string): BootstrapServers {
  const entries = text
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
  if (entries.length === 0) return { kind: 'wrong', problem: 'no server is named; write host:port,host:port' };
  const servers: HostPort[] = [];
  for (const entry of entries) {
    const parsed = parseHostPort(entry);
    if (typeof parsed === 'string') return { kind: 'wrong', problem: parsed };
    servers.push(parsed);
  }
  return { kind: 'parsed', servers };
}

/** The reverse: brackets around IPv6 addresses. */
export function formatHostPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseHostPort(entry: string): HostPort | string {
  const given = JSON.stringify(entry);
  // User info would be a password on the command line, so it is refused without being repeated.
  if (entry.includes('@')) return 'a server holds an "@"; write host:port without a user';
  const address = entry.replace(/^[a-z_][\w.-]*:\/\//i, '');
  const match = /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^\s:[\]/]+)):(\d{1,5})$/i.exec(address);
  if (match === null) return `${given} ${whatIsWrong(address)}`;
  const port = Number(match[3]);
  if (port < 1 || port > 65_535) return `${given} has port ${port}; a port is 1 to 65535`;
  return { host: match[1] ?? match[2]!, port };
}

function whatIsWrong(address: string): string {
  if (/^[^:[\]]+$/.test(address)) return 'has no port; write host:port, for example host:9092';
  if (/^[^[\]]*:[^[\]]*:[^[\]]*$/.test(address)) return 'looks like an IPv6 address; write it in brackets, [::1]:9092';
  return 'is not host:port';
}
