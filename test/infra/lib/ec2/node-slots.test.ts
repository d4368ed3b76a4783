import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapServersOf, type NodeSlot, nodeSlots, votersOf } from '../../../../lib/ec2/node-slots.ts';
import { ec2Config } from '../../ec2-synth.ts';

const slotsOf = (brokersPerZone: number, name = 'shop'): readonly NodeSlot[] =>
  nodeSlots({ ...ec2Config, name, brokersPerZone });

const perZone = fc.integer({ min: 1, max: 10 });

describe('the slots of a cluster', () => {
  it('are as many brokers in each zone as asked for, and one controller', () => {
    fc.assert(
      fc.property(perZone, brokersPerZone => {
        const slots = slotsOf(brokersPerZone);
        for (const zone of [0, 1, 2]) {
          const roles = slots.filter(slot => slot.zone === zone).map(({ role }) => role);
          expect(roles.filter(role => role === 'controller')).toHaveLength(1);
          expect(roles.filter(role => role === 'broker')).toHaveLength(brokersPerZone);
        }
        expect(new Set(slots.map(({ nodeId }) => nodeId)).size).toBe(slots.length);
      }),
    );
  });

  it('stay what they are when brokers are added', () => {
    fc.assert(
      fc.property(perZone, perZone, (a, b) => {
        const [few, many] = [slotsOf(Math.min(a, b)), slotsOf(Math.max(a, b))];
        expect(many.slice(0, few.length)).toEqual(few);
        expect(bootstrapServersOf(many)).toBe(bootstrapServersOf(few));
        expect(votersOf('shop-ec2', many)).toEqual(votersOf('shop-ec2', few));
      }),
    );
  });

  it('have names that fit into a certificate, whatever the cluster is called', () => {
    const longest = slotsOf(10, 'x'.repeat(24));
    for (const { host } of longest) expect(host.length).toBeLessThanOrEqual(64);
  });
});
