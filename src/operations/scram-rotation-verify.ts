import { aclText, parseAcl } from '../domain/acls/acl-binding.ts';
import { shared } from '../domain/acls/acl-set.ts';
import { compareWithPlan } from '../domain/change/compare.ts';
import type { Finding } from '../domain/change/finding.ts';
import type { ObjectState, Plan } from '../domain/change/plan.ts';
import { pointerStateOf, ruleIsThere } from '../domain/scram/pointer-object.ts';
import type { CopyAclsStep, ScramRotationStep } from '../domain/scram/rotation-step.ts';
import type { ScramLogin } from '../domain/scram/scram-login.ts';
import { brokersOf, proveBriefly } from './scram-logins.ts';
import { readPointer, versionWith } from './scram-pointer.ts';
import { readRules } from './scram-rules.ts';
import type { ScramWorld } from './scram-world.ts';

type ScramPlan = Plan<ScramRotationStep>;

/** The pointer and the rules a plan names, as they are now. */
export async function observeScram({ objects, steps }: ScramPlan, world: ScramWorld): Promise<readonly ObjectState[]> {
  const rules = objects.flatMap(({ object }) => parseAcl(object) ?? []);
  const principals = [...new Set(rules.map(({ principal }) => principal))];
  const there = (await Promise.all(principals.map(principal => world.acls.listAcls({ principal })))).flat();
  const ruleStates = shared(rules, there).map(rule => ({ object: aclText(rule), state: ruleIsThere }));
  const pointer = objects.find(({ object }) => parseAcl(object) === undefined);
  const [first] = steps;
  if (first === undefined || pointer === undefined) return ruleStates;
  const reading = await readPointer(first.secretId, world.secrets);
  if (reading.kind !== 'read') return ruleStates;
  const { versionId, login } = reading.pointer.current;
  return [{ object: pointer.object, state: { username: login.username, versionId } }, ...ruleStates];
}

/** What clients read, that it works, and that nothing of the rotation is left over. */
export async function verifyScram(plan: ScramPlan, world: ScramWorld): Promise<readonly Finding[]> {
  const findings = compareWithPlan(plan, await observeScram(plan, world));
  const after = plan.objects.map(({ after: state }) => state).find(state => typeof state === 'object');
  const wanted = pointerStateOf(after);
  const [first] = plan.steps;
  if (wanted === undefined || first === undefined) return findings;
  const reading = await readPointer(first.secretId, world.secrets);
  if (reading.kind !== 'read') return findings;
  const { description, user, current } = reading.pointer;
  const former = plan.steps.find(({ kind }) => kind === 'copy-acls');
  return [
    ...findings,
    pendingFinding(description.name, versionWith(description, 'AWSPENDING'), wanted.versionId),
    await loginFinding(current.login, world),
    ...(former?.kind === 'copy-acls' && user.strategy === 'alternating' ? [await rulesFinding(former, world)] : []),
  ];
}

function pendingFinding(name: string, pending: string | undefined, wanted: string): Finding {
  const object = `AWSPENDING of secret ${JSON.stringify(name)}`;
  if (pending === undefined || pending === wanted) {
    return { object, kind: 'as-planned', sentence: 'no other version is pending' };
  }
  return { object, kind: 'different', sentence: `version ${pending} is pending: another rotation has begun` };
}

async function loginFinding(login: ScramLogin, world: ScramWorld): Promise<Finding> {
  const object = `login of ${JSON.stringify(login.username)}`;
  const rows = await proveBriefly(login, world);
  const late = rows.filter(({ kind }) => kind !== 'accepted');
  if (late.length === 0) return { object, kind: 'as-planned', sentence: `every broker accepts ${login.username}` };
  const isRefused = brokersOf(rows, 'refused').length > 0;
  const sentence = late.map(row => `broker ${row.brokerId}: ${row.sentence}`).join('; ');
  return { object, kind: isRefused ? 'different' : 'unread', sentence };
}

async function rulesFinding({ from, user, remove }: CopyAclsStep, { acls }: ScramWorld): Promise<Finding> {
  const object = `rules of ${JSON.stringify(user)}`;
  const reading = await readRules(from, user, acls);
  if (reading.kind === 'unread') return { object, kind: 'unread', sentence: reading.check.sentence };
  const { missing, extra } = reading.difference;
  // A first user keeps rules of its own.
  const left = remove.length === 0 ? missing.length : missing.length + extra.length;
  if (left === 0) return { object, kind: 'as-planned', sentence: `${user} has the rules of ${from}` };
  const sentence = `${user} lacks ${missing.length} rules of ${from} and has ${extra.length} others`;
  return { object, kind: 'different', sentence };
}
