import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appFor, comparisonVariants } from '../synth.ts';

const guides = join(import.meta.dirname, '../../../docs/guides');

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

const actions = (JSON.parse(readFileSync(join(guides, 'deployer-policy.json'), 'utf8')) as Policy).Statement.flatMap(
  ({ Action }) => Action,
);
const allowed = new Set(actions.map(action => action.split(':')[0]));

/** Whose actions make a resource, where CloudFormation calls it otherwise. */
const actionsOf: Readonly<Record<string, string>> = {
  applicationautoscaling: 'application-autoscaling',
  custom: 'lambda',
  msk: 'kafka',
  stepfunctions: 'states',
};

const templatesOf = (context: Readonly<Record<string, string>>) =>
  appFor(context)
    .synth()
    .stacks.map(({ template }) => template as { readonly Resources: Readonly<Record<string, { Type: string }>> });

describe('the policy of the guide', () => {
  it('lets CloudFormation see what hangs on a role or a policy, without which it deletes and changes neither', () => {
    expect(actions).toEqual(
      expect.arrayContaining([
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:ListEntitiesForPolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ]),
    );
  });

  it.each(comparisonVariants)('lets a deployer make all that is in the stacks of %s', (_name, context) => {
    const types = templatesOf(context).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
    const services = new Set(
      types.map(type => {
        const [vendor = '', service = ''] = type.toLowerCase().split('::');
        return actionsOf[vendor === 'custom' ? vendor : service] ?? service;
      }),
    );
    expect([...services].filter(service => !allowed.has(service))).toEqual([]);
  });
});
