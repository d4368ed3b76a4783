/* eslint-disable @typescript-eslint/no-confusing-void-expression -- complain hands back the undefined that stands for a wrong value */
import { parseMskArn } from '../../src/domain/kafka/msk-arn.ts';
import { contextKeys } from './context-keys.ts';
import {
  type Complain,
  type ContextValues,
  complainInto,
  listOf,
  operationsKeys,
  readContextValues,
  wholeNumber,
} from './context-values.ts';
import { exampleConfig } from './example-config.ts';
import type { LagConfig, OperationsConfig } from './operations-config.ts';
import { parseCare } from './parse-care.ts';
import { parseCluster, parseLogin } from './parse-cluster.ts';
import { parseNetwork } from './parse-network.ts';
import { parseRunbooks } from './parse-runbooks.ts';
import { parseScram } from './parse-scram.ts';

export type ParsedContext =
  | { readonly kind: 'parsed'; readonly config: OperationsConfig }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads the whole context and tells everything that is wrong with it at once, one line a key. */
export const parseContext = (
  context: Readonly<Record<string, unknown>>,
  readFile: (path: string) => string,
): ParsedContext => {
  const { values, problems: keyProblems } = readContextValues(context, operationsKeys);
  const problems = [...keyProblems];
  if (Object.keys(values).length === 0 && problems.length === 0) return { kind: 'parsed', config: exampleConfig };
  const complain = complainInto(problems, values);
  const cluster = parseCluster(values, complain);
  const login = parseLogin(values, complain);
  const network = parseNetwork(values, cluster, login, complain);
  const rest = {
    name: parseName(values, complain),
    trustedCertificates: parseCertificates(values, readFile, complain),
    lag: parseLag(values, complain),
    runbooks: parseRunbooks(values, complain),
    scram: parseScram(values, complain),
    ...parseCare(values, complain),
    memoryMegabytes: wholeNumber(values, 'memoryMegabytes', { from: 256, to: 10_240 }, complain) ?? 512,
  };
  const { name } = rest;
  if (problems.length > 0 || !cluster || !login || !network || !name) return { kind: 'wrong', problems };
  return { kind: 'parsed', config: { ...rest, name, cluster, login, network, isExample: false } };
};

const parseName = ({ cluster, name }: ContextValues, complain: Complain): string | undefined => {
  const arn = cluster === undefined ? undefined : parseMskArn(cluster);
  const chosen = name ?? (arn?.kind === 'parsed' ? arn.arn.clusterName : undefined);
  if (chosen === undefined)
    return cluster === undefined ? complain('name', `is missing; give ${contextKeys.name}`) : undefined;
  if (/^[a-zA-Z][a-zA-Z0-9-]{0,63}$/.test(chosen)) return chosen;
  return complain('name', `is not up to 64 letters, digits and hyphens that start with a letter (${chosen})`);
};

const parseLag = (values: ContextValues, complain: Complain): LagConfig => ({
  includedGroups: listOf(values.includedGroups),
  excludedGroups: listOf(values.excludedGroups),
  metricGroups: listOf(values.metricGroups),
  allowedLagRecords: wholeNumber(values, 'allowedLagRecords', { from: 0, to: Number.MAX_SAFE_INTEGER }, complain),
  minimumSamples: wholeNumber(values, 'minimumSamples', { from: 2, to: 10 }, complain),
  standstillSeconds: wholeNumber(values, 'standstillSeconds', { from: 60, to: 540 }, complain),
});

// All variables of a function together have 4 KB; a chain of two certificates has about 3.
const maxCertificateBytes = 3000;

const parseCertificates = (
  { trustedCertificatesFile: path }: ContextValues,
  readFile: (path: string) => string,
  complain: Complain,
): string | undefined => {
  if (path === undefined) return undefined;
  try {
    const certificates = readFile(path).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (certificates === null) return complain('trustedCertificatesFile', 'has no PEM certificate');
    const pem = certificates.join('\n');
    if (pem.length <= maxCertificateBytes) return pem;
    return complain(
      'trustedCertificatesFile',
      `has ${pem.length} bytes of certificates; a function takes ${maxCertificateBytes}`,
    );
  } catch (error) {
    return complain(
      'trustedCertificatesFile',
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    );
  }
};
