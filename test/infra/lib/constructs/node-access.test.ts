import { describe, expect, it } from 'vitest';
import { readNodes } from '../../../../lambdas/nodes/settings.ts';
import { actionsOf, statementsIn } from '../../statements.ts';
import { nodesContext, selfManagedContext, templateFor } from '../../synth.ts';

const template = templateFor(nodesContext);
const restart = 'RunbooksnoderestartStages';
const replacement = 'RunbooksnodereplacementStages';
const onMachines = /^(ssm|autoscaling|ec2:Terminate)/;

const machineActionsOf = (idStart: string) =>
  statementsIn(template, idStart)
    .flatMap(actionsOf)
    .filter(action => onMachines.test(action))
    .toSorted();

describe('the runbooks that act on nodes', () => {
  it('may send commands of one document to machines with the tag of one cluster, and only a replacement ends them', () => {
    const looks = ['autoscaling:DescribeAutoScalingGroups', 'ssm:ListCommandInvocations'];
    const commands = ['ssm:SendCommand', 'ssm:SendCommand'];
    expect(machineActionsOf(restart)).toEqual([...looks, ...commands].toSorted());
    expect(machineActionsOf(replacement)).toEqual(
      [...looks, ...commands, 'autoscaling:TerminateInstanceInAutoScalingGroup'].toSorted(),
    );
    const sends = statementsIn(template, restart).filter(statement => actionsOf(statement).includes('ssm:SendCommand'));
    expect(JSON.stringify(sends[0]?.Resource)).toContain('document/kafka-steward-shop-ec2-node');
    expect(sends[1]?.Condition).toEqual({ StringEquals: { 'ssm:resourceTag/kafka-steward:cluster': 'shop-ec2' } });
    const ends = statementsIn(template, replacement).filter(statement =>
      actionsOf(statement).includes('autoscaling:TerminateInstanceInAutoScalingGroup'),
    );
    expect(ends.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'aws:ResourceTag/kafka-steward:cluster': 'shop-ec2' } },
    ]);
    expect(machineActionsOf('RunbooksoffsetresetStages')).toEqual([]);
  });

  it('are told whose nodes, in words that their settings take', () => {
    const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
    const [, { Properties }] = functions.find(([id]) => id.startsWith(restart))! as [
      string,
      { Properties: { Environment: { Variables: Record<string, string> } } },
    ];
    expect(readNodes(Properties.Environment.Variables)).toBe('shop-ec2');
    expect(() => readNodes({})).toThrow('NODES is missing');
  });

  it('are not there where nobody says whose nodes', () => {
    templateFor(selfManagedContext).resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 3);
  });
});
