import { readFile } from 'node:fs/promises';
import type { Login, ReadLogin } from './kafkajs-rotating-login.ts';

/** Reads the login from a Java client.properties, such as the one that a rotation replaces. */
export function fromPropertiesFile(path: string): ReadLogin {
  return async () => loginOf(parseProperties(await readFile(path, 'utf8')), path);
}

/** No message repeats a value: each may be a part of a password. */
function loginOf(properties: ReadonlyMap<string, string>, path: string): Login {
  const mechanism = properties.get('sasl.mechanism');
  if (mechanism !== 'SCRAM-SHA-256' && mechanism !== 'SCRAM-SHA-512') {
    throw new Error(`sasl.mechanism of ${path} is neither SCRAM-SHA-256 nor SCRAM-SHA-512`);
  }
  const jaas = properties.get('sasl.jaas.config') ?? '';
  const [username, password] = [optionOf(jaas, 'username'), optionOf(jaas, 'password')];
  if (username === undefined || password === undefined) {
    throw new Error(`sasl.jaas.config of ${path} has no username="…" password="…"`);
  }
  return { username, password, mechanism };
}

const jaasEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function optionOf(jaas: string, name: string): string | undefined {
  const quoted = new RegExp(`^[^"]*(?:"(?:[^"\\\\]|\\\\.)*"[^"]*)*?\\s${name}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`, 's');
  return quoted.exec(jaas)?.[1]?.replaceAll(/\\(.)/gs, (_, what: string) => jaasEscapes[what] ?? what);
}

const propertyEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** Java's properties: comments, lines that go on after a backslash, `=`, `:` or a space after the key, escapes. */
function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [line] of text.matchAll(/(?:\\(?:\r\n|[\s\S])|[^\\\r\n])+/g)) {
    const joined = line.replaceAll(/\\(?:\r\n|[\r\n])[ \t\f]*/g, '').trimStart();
    const [, key = '', value = ''] = /^((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(joined) ?? [];
    if (!/^[#!]/.test(joined)) properties.set(unescape(key), unescape(value));
  }
  return properties;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, what: string) =>
    hex === undefined ? (propertyEscapes[what] ?? what) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
