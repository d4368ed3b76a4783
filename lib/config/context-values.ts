import { comparisonKeys } from './comparison-keys.ts';
import { type ContextKey, contextKeys } from './context-keys.ts';

/** The values given to our keys, as text. */
export type ContextValues<Key extends string = ContextKey> = Readonly<Partial<Record<Key, string>>>;

/** Told what is wrong with a value, in words that end the line `-c key="value" …`. */
export type Complain<Key extends string = ContextKey> = (key: Key, what: string) => undefined;

/** The keys of one app, and what is said of a key that only the other one has. */
export interface KnownKeys<Key extends string> {
  readonly meanings: Readonly<Record<Key, string>>;
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly where: string;
}

export const operationsKeys: KnownKeys<ContextKey> = {
  meanings: contextKeys,
  elsewhere: comparisonKeys,
  where: 'the comparison stacks, which -c cluster=both and the like stand up',
};

/** Takes our keys out of the CDK's context, and tells those that are not ours. `-c` gives text, cdk.json any JSON. */
export const readContextValues = <Key extends string>(
  context: Readonly<Record<string, unknown>>,
  known: KnownKeys<Key>,
): { readonly values: ContextValues<Key>; readonly problems: readonly string[] } => {
  const values: Partial<Record<string, string>> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(context)) {
    // The CDK's own: feature flags (@aws-cdk/…), its settings (aws:cdk:…), cached look-ups (vpc-provider:…).
    if (/[@:]/.test(key)) continue;
    const text = textOf(value);
    if (!isKeyOf(known, key)) problems.push(`-c ${key} ${whyUnknown(key, known)}`);
    else if (text === undefined)
      problems.push(`-c ${key} is neither text nor a list of texts; give ${known.meanings[key]}`);
    else if (text !== '') values[key] = text;
  }
  return { values: values as ContextValues<Key>, problems };
};

const isKeyOf = <Key extends string>({ meanings }: KnownKeys<Key>, key: string): key is Key =>
  Object.hasOwn(meanings, key);

const whyUnknown = <Key extends string>(key: string, { meanings, elsewhere, where }: KnownKeys<Key>): string => {
  const known = `known are ${Object.keys(meanings).join(', ')}`;
  return Object.hasOwn(elsewhere, key) ? `is a key of ${where}; here ${known}` : `is not known; ${known}`;
};

const textOf = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  return undefined;
};

/** Collects the problems of one context, one line each. */
export const complainInto =
  <Key extends string>(problems: string[], values: ContextValues<Key>): Complain<Key> =>
  (key, what) => {
    problems.push(values[key] === undefined ? `-c ${key} ${what}` : `-c ${key}=${JSON.stringify(values[key])} ${what}`);
    return undefined;
  };

export const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');

const meanings: Readonly<Record<string, string>> = { ...comparisonKeys, ...contextKeys };

export const wholeNumber = <Key extends string = ContextKey>(
  values: ContextValues<Key>,
  key: Key,
  allowed: { readonly from: number; readonly to: number },
  complain: Complain<Key>,
): number | undefined => {
  const text: string | undefined = values[key];
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= allowed.from && value <= allowed.to) return value;
  complain(key, `is not a whole number from ${allowed.from} to ${allowed.to}; it is ${meanings[key]!}`);
  return undefined;
};
