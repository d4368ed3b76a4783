/** What brokers have logged of a user. */
export interface SeenUse {
  /** As the broker wrote it, in its own time zone. */
  readonly lastAt: string;
  readonly hosts: readonly string[];
  readonly clientIds: readonly string[];
  readonly deniedRequests: number;
  /** A rule let it through that only super users have. */
  readonly isSuperUser: boolean;
}

/** One line of a broker's log that names who asked. */
export interface LoggedRequest {
  readonly principal: string;
  readonly at: string;
  readonly host: string;
  readonly clientId?: string;
  readonly isDenied: boolean;
  readonly isSuperUser: boolean;
}

const authorized =
  /Principal = (.+?) is (Allowed|Denied) operation = \S+ from host = (\S+) on resource = .* based on rule (.*)$/;
const time = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]\d{3}/;

/**
 * Reads a line of kafka-authorizer.log (denials at INFO, what is allowed at DEBUG) or of kafka-request.log (at DEBUG), as
 * Kafka 2.8 to 4.3 write them. Undefined for any other line, and for what brokers ask each other as nobody.
 */
export function parseBrokerLogLine(line: string): LoggedRequest | undefined {
  const at = time.exec(line)?.[0] ?? '';
  const [, principal, verdict, host = '', rule = ''] = authorized.exec(line) ?? [];
  if (principal !== undefined) {
    return { principal, at, host, isDenied: verdict === 'Denied', isSuperUser: /super\s?user/i.test(rule) };
  }
  const start = line.indexOf('Completed request:{');
  return start === -1 ? undefined : parseRequest(line.slice(start + 'Completed request:'.length), at);
}

interface RequestFields {
  readonly principal?: unknown;
  readonly connection?: unknown;
  readonly requestHeader?: { readonly clientId?: unknown };
}

function parseRequest(text: string, at: string): LoggedRequest | undefined {
  const end = text.lastIndexOf('}');
  try {
    const { principal, connection, requestHeader } = JSON.parse(text.slice(0, end + 1)) as RequestFields;
    if (typeof principal !== 'string') return undefined;
    const clientId = requestHeader?.clientId;
    const host = typeof connection === 'string' ? hostOf(connection) : '';
    const about = { principal, at, host, isDenied: false, isSuperUser: false };
    return typeof clientId === 'string' ? { ...about, clientId } : about;
  } catch {
    return undefined;
  }
}

/** `127.0.0.1:9092-127.0.0.1:54321-0-1`: the broker's end, the client's, two numbers. */
function hostOf(connection: string): string {
  const remote = /-(.+):\d+-\d+-\d+$/.exec(connection)?.[1] ?? '';
  return remote.replace(/^.*:\d+-/, '');
}

/** What is known of a user after one more line. */
export function addSeen(seen: SeenUse | undefined, { at, host, clientId, ...logged }: LoggedRequest): SeenUse {
  const { lastAt = '', hosts = [], clientIds = [], deniedRequests = 0, isSuperUser = false } = seen ?? {};
  return {
    lastAt: at > lastAt ? at : lastAt,
    hosts: host === '' || hosts.includes(host) ? hosts : [...hosts, host],
    clientIds: clientId === undefined || clientIds.includes(clientId) ? clientIds : [...clientIds, clientId],
    deniedRequests: deniedRequests + (logged.isDenied ? 1 : 0),
    isSuperUser: isSuperUser || logged.isSuperUser,
  };
}
