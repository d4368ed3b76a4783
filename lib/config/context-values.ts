import { type ContextKey, contextKeys, isContextKey } from './context-keys.ts';

/** The values given to our keys, as text. */
export type ContextValues = Readonly<Partial<Record<ContextKey, string>>>;

/** Told what is wrong with a value, in words that end the line `-c key="value" …`. */
export type Complain = (key: ContextKey, what: string) => undefined;

/** Takes our keys out of the CDK's context, and tells those that are not ours. `-c` gives text, cdk.json any JSON. */
export const readContextValues = (
  context: Readonly<Record<string, unknown>>,
): { readonly values: ContextValues; readonly problems: readonly string[] } => {
  const values: Partial<Record<ContextKey, string>> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(context)) {
    // The CDK's own: feature flags (@aws-cdk/…), its settings (aws:cdk:…), cached look-ups (vpc-provider:…).
    if (/[@:]/.test(key)) continue;
    const text = textOf(value);
    if (!isContextKey(key)) problems.push(`-c ${key} is not known; known are ${Object.keys(contextKeys).join(', ')}`);
    else if (text === undefined)
      problems.push(`-c ${key} is neither text nor a list of texts; give ${contextKeys[key]}`);
    else if (text !== '') values[key] = text;
  }
  return { values, problems };
};

const textOf = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  return undefined;
};

export const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');

export const wholeNumber = (
  values: ContextValues,
  key: ContextKey,
  allowed: { readonly from: number; readonly to: number },
  complain: Complain,
): number | undefined => {
  const text = values[key];
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= allowed.from && value <= allowed.to) return value;
  complain(key, `is not a whole number from ${allowed.from} to ${allowed.to}; it is ${contextKeys[key]}`);
  return undefined;
};
