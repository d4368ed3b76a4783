/** One login module of a `sasl.jaas.config` value. */
export interface JaasConfig {
  readonly loginModule: string;
  readonly options: ReadonlyMap<string, string>;
}

export type JaasOutcome =
  | { readonly kind: 'parsed'; readonly config: JaasConfig }
  | { readonly kind: 'wrong'; readonly problem: string };

const controlFlags = ['required', 'requisite', 'sufficient', 'optional'];

// What the tokenizer of Kafka's Java client reads: words, values in double or single quotes with backslash escapes,
// `=` and `;`, comments of both kinds. A quote that does not close on its line is the token `"`.
const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|([\w$.\u00a0-\uffff-]+)|([\s\S])/g;

interface Token {
  readonly kind: 'text' | 'sign';
  readonly value: string;
}

/**
 * Reads `module flag name="value" …;`. A problem never repeats a value, since the values are passwords.
 */
export function parseJaasConfig(text: string): JaasOutcome {
  const tokens = tokensOf(text);
  const [module, flag] = tokens;
  if (module?.kind !== 'text') return wrong('it names no login module');
  if (flag?.kind !== 'text' || !controlFlags.includes(flag.value.toLowerCase())) {
    return wrong(`after the login module comes one of ${controlFlags.join(', ')}`);
  }
  const end = tokens.findIndex(({ kind, value }) => kind === 'sign' && value === ';');
  if (tokens.some(({ kind, value }) => kind === 'sign' && (value === '"' || value === "'"))) {
    return wrong(
      'a quotation mark is not closed; a quotation mark inside a value is written \\" (in a properties file \\\\")',
    );
  }
  if (end === -1) return wrong('it does not end with a semicolon');
  if (end < tokens.length - 1) return wrong('it goes on after the semicolon; one login module is allowed');
  return readOptions(module.value, tokens.slice(2, end));
}

/** The `sasl.jaas.config` of a SCRAM user. Holds the password; for a properties file it is escaped once more. */
export function jaasConfigOf(username: string, password: string): string {
  const login = `username=${quote(username)} password=${quote(password)}`;
  return `org.apache.kafka.common.security.scram.ScramLoginModule required ${login};`;
}

function quote(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

function readOptions(loginModule: string, tokens: readonly Token[]): JaasOutcome {
  const options = new Map<string, string>();
  for (let i = 0; i < tokens.length; i += 3) {
    const [name, equals, value] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (name?.kind !== 'text')
      return wrong('an option has no name; put values with special characters in double quotes');
    if (equals?.kind !== 'sign' || equals.value !== '=' || value?.kind !== 'text') {
      // What stands here may be the rest of a password that was not quoted, so only known names are repeated.
      const shown = /^(username|password|tokenauth|aws\w+)$/.test(name.value) ? `option ${name.value}` : 'an option';
      return wrong(`${shown} has no value; write name="value", with values in double quotes`);
    }
    options.set(name.value, value.value);
  }
  return { kind: 'parsed', config: { loginModule, options } };
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].flatMap(([, double, single, word, sign]): Token[] => {
    const quoted = double ?? single;
    if (quoted !== undefined) return [{ kind: 'text', value: unescape(quoted) }];
    if (word !== undefined) return [{ kind: 'text', value: word }];
    return sign === undefined ? [] : [{ kind: 'sign', value: sign }];
  });
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescape(quoted: string): string {
  return quoted.replaceAll(/\\([0-3][0-7]{0,2}|[0-7]{1,2}|[\s\S])/g, (_, what: string) =>
    /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8)) : (escapes[what] ?? what),
  );
}

function wrong(problem: string): JaasOutcome {
  return { kind: 'wrong', problem };
}
