/** Kafka's message definition as it stands in the jar (`common/message/*.json`, JSON with comment lines). */
export interface Definition {
  readonly apiKey: number;
  readonly name: string;
  readonly validVersions: string;
  readonly flexibleVersions: string;
  readonly latestVersionUnstable?: boolean;
  readonly fields: readonly FieldDefinition[];
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly FieldDefinition[] }[];
}

export interface FieldDefinition {
  readonly name: string;
  readonly type: string;
  readonly versions: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly tag?: number;
  readonly flexibleVersions?: string;
  readonly ignorable?: boolean;
  readonly default?: string | number | boolean;
  readonly fields?: readonly FieldDefinition[];
}

export const parseDefinition = (text: string): Definition =>
  JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, '')) as Definition;

export interface Versions {
  readonly from: number;
  readonly to: number;
}

/** Reads "3", "0-7", "8+" or "none" (undefined). */
export const parseVersions = (text: string): Versions | undefined => {
  if (text === 'none') return undefined;
  const match = /^(\d+)(?:-(\d+)|(\+))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not a range of versions`);
  const from = Number(match[1]);
  if (match[3] !== undefined) return { from, to: Infinity };
  return { from, to: match[2] === undefined ? from : Number(match[2]) };
};

/** What two ranges share; undefined where that is nothing. */
export const intersect = (a: Versions, b: Versions | undefined): Versions | undefined => {
  if (b === undefined) return undefined;
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from > both.to ? undefined : both;
};
