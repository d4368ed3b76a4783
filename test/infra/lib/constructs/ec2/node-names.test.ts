import { describe, expect, it } from 'vitest';
import { ec2TemplateFor } from '../../../ec2-synth.ts';

interface AtTheEnd {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly call: string;
}

const template = ec2TemplateFor();

const atTheEnd: readonly AtTheEnd[] = Object.entries(template.findResources('Custom::AWS')).map(([id, resource]) => {
  const { DependsOn = [], Properties } = resource as { DependsOn?: readonly string[]; Properties: { Delete: unknown } };
  expect(Object.keys(Properties)).not.toContain('Create');
  return { id, dependsOn: DependsOn, call: JSON.stringify(Properties.Delete) };
});

const find = (start: string): AtTheEnd => atTheEnd.find(({ id }) => id.startsWith(start))!;

describe('the names of nodes', () => {
  it('are known in the VPC only', () => {
    template.hasResourceProperties('AWS::Route53::HostedZone', {
      Name: 'shop-ec2.internal.',
      VPCs: [{ VPCRegion: { Ref: 'AWS::Region' } }],
    });
  });

  it('are put away when the stack goes: after the nodes, and before the zone, which could not be deleted otherwise', () => {
    const [known, removed] = [find('FleetNamesKnown'), find('FleetNamesRemoved')];
    expect(known.call).toContain('UPSERT');
    expect(removed.call).toContain('DELETE');
    // What depends on another is deleted before it: nodes, then known, then removed, then the zone.
    expect(known.dependsOn).toContainEqual(removed.id);
    expect(removed.call).toContain('FleetNamesZone');
    for (const { DependsOn } of Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup')))
      expect(DependsOn).toContain(known.id);
  });

  it('are all put away, with one value', () => {
    for (const { call } of atTheEnd) {
      expect(new Set(call.match(/node-\d+\.shop-ec2\.internal/g))).toHaveProperty('size', 6);
      expect(new Set(call.match(/192\.0\.2\.1/g))).toHaveProperty('size', 1);
    }
  });
});
