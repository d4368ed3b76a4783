import { Secret } from '../secret.ts';
import { type ScramLogin, type ScramMechanism, scramMechanisms } from './scram-login.ts';

/** What applications read of a pointer secret. */
export interface PointerValue extends ScramLogin {
  /** Absent where the value has none: applications know them from elsewhere. */
  readonly bootstrapServers?: string;
}

/** No problem repeats anything of the value: a value of another form may be a password as a whole. */
export type ParsedValue<T> =
  | { readonly kind: 'parsed'; readonly value: T }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Reads `{"username","password","mechanism","bootstrapServers"}`; without a mechanism it is MSK's, SCRAM-SHA-512. */
export function parsePointerValue(text: Secret): ParsedValue<PointerValue> {
  const fields = fieldsOf(text);
  const login = loginOf(fields);
  if (login.kind === 'wrong') return login;
  const { mechanism = 'SCRAM-SHA-512', bootstrapServers } = fields ?? {};
  if (!isMechanism(mechanism)) return wrong(`its mechanism is not one of ${scramMechanisms.join(', ')}`);
  if (bootstrapServers !== undefined && (typeof bootstrapServers !== 'string' || bootstrapServers === '')) {
    return wrong('its bootstrapServers is not a text such as "host:9096,host:9096"');
  }
  return {
    kind: 'parsed',
    value: { ...login.value, mechanism, ...(bootstrapServers === undefined ? {} : { bootstrapServers }) },
  };
}

/** Reads `{"username","password"}`, the form MSK asks for. */
export function parseSlotValue(text: Secret): ParsedValue<Pick<ScramLogin, 'username' | 'password'>> {
  return loginOf(fieldsOf(text));
}

/** The value of a new pointer secret. */
export function pointerValueOf({ username, password, mechanism, bootstrapServers }: PointerValue): Secret {
  return new Secret(JSON.stringify({ username, password: password.reveal(), mechanism, bootstrapServers }));
}

/** The value of a slot secret. */
export function slotValueOf({ username, password }: Pick<ScramLogin, 'username' | 'password'>): Secret {
  return new Secret(JSON.stringify({ username, password: password.reveal() }));
}

/**
 * The same value for another login. Every other field stays as it is written: applications keep things of their own
 * there. Takes a value that was parsed without a problem.
 */
export function withLogin(text: Secret, { username, password }: Pick<ScramLogin, 'username' | 'password'>): Secret {
  return new Secret(JSON.stringify({ ...fieldsOf(text), username, password: password.reveal() }));
}

/** Whether a value is one that waits for its first login: a JSON object with neither username nor password. */
export function isTemplate(text: Secret): boolean {
  const fields = fieldsOf(text);
  return fields !== undefined && fields['username'] === undefined && fields['password'] === undefined;
}

/** A template with its first login. What the template says of mechanism and bootstrapServers counts. */
export function fillTemplate(text: Secret, value: PointerValue): Secret {
  const { mechanism, bootstrapServers } = value;
  return withLogin(new Secret(JSON.stringify({ mechanism, bootstrapServers, ...fieldsOf(text) })), value);
}

type Fields = Readonly<Record<string, unknown>>;

function loginOf(fields: Fields | undefined): ParsedValue<Pick<ScramLogin, 'username' | 'password'>> {
  if (fields === undefined) return wrong('it is not a JSON object such as {"username":"…","password":"…"}');
  const { username, password } = fields;
  if (typeof username !== 'string' || username === '') return wrong('it has no username');
  if (typeof password !== 'string' || password === '') return wrong('it has no password');
  return { kind: 'parsed', value: { username, password: new Secret(password) } };
}

/** The parser's own error would quote the value. */
function fieldsOf(text: Secret): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text.reveal(), keepNumbers);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers that a double would change, such as long ids, are written again digit by digit. */
function keepNumbers(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return rawJson(source);
}

// In the language since 2025, not yet in TypeScript's library.
const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

function isMechanism(value: unknown): value is ScramMechanism {
  return scramMechanisms.some(mechanism => mechanism === value);
}

function wrong(problem: string): { readonly kind: 'wrong'; readonly problem: string } {
  return { kind: 'wrong', problem };
}
