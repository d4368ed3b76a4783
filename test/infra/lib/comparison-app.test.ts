import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { describe, expect, it } from 'vitest';
import { lint } from '../cfn-lint.ts';
import { appFor, comparisonVariants } from '../synth.ts';

/** Findings that are answered stand beside the violations. */
interface ValidationReport {
  readonly pluginReports: readonly { readonly violations: readonly unknown[] }[];
}

const stacksOf = ({ stacks }: CloudAssembly) => stacks.map(({ stackName }) => stackName);

// Each variant once: a synthesis with all its checks takes seconds.
const assemblies = new Map<object, CloudAssembly>();
const assemblyOf = (context: Readonly<Record<string, string>>): CloudAssembly => {
  const assembly = assemblies.get(context) ?? appFor(context).synth();
  assemblies.set(context, assembly);
  return assembly;
};

describe('the app that stands clusters up', () => {
  it('makes a stack a cluster, beside one for the network, one that watches and one that sends loads', () => {
    expect(stacksOf(appFor({ cluster: 'both' }).synth()).toSorted()).toEqual([
      'kafka-steward-comparison-ec2',
      'kafka-steward-comparison-load',
      'kafka-steward-comparison-monitoring',
      'kafka-steward-comparison-msk',
      'kafka-steward-comparison-network',
    ]);
    expect(stacksOf(appFor({ cluster: 'msk-serverless', name: 'shop' }).synth())).toContain(
      'kafka-steward-shop-msk-serverless',
    );
  });

  it.each(comparisonVariants)('needs no account, no look-up and no image for %s', (_name, context) => {
    const { manifest, stacks } = assemblyOf(context);
    expect(manifest.missing).toBeUndefined();
    for (const { environment, assets } of stacks) {
      expect(environment.name).toBe('aws://unknown-account/unknown-region');
      expect(assets.filter(asset => asset.packaging === 'container-image')).toEqual([]);
    }
  });

  it.each(comparisonVariants)('has no finding of cdk-nag that is not answered, for %s', (_name, context) => {
    const { directory } = assemblyOf(context);
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as ValidationReport;
    expect(report.pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it.each(comparisonVariants)('passes cfn-lint for %s', { timeout: 300_000 }, async (_name, context) => {
    const { directory, stacks } = assemblyOf(context);
    expect(await lint(stacks.map(({ templateFile }) => join(directory, templateFile)))).toBe('');
  });

  it.each(comparisonVariants)(
    'says in one line for each cluster and the network what it costs, for %s',
    (_name, context) => {
      const told = assemblyOf(context)
        .stacks.flatMap(({ messages }) => messages.map(({ entry }) => JSON.stringify(entry.data)))
        .filter(line => line.includes(' costs about '));
      expect(told).toHaveLength(context.cluster === 'both' ? 3 : 2);
      for (const line of told) expect(line).toMatch(/^"kafka-steward-\S+ costs about [\d,]+\.\d\d USD a month/);
    },
  );
});
