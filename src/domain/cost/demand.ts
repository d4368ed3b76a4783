import type { Limit, LimitId, LimitUnit, Refusal } from './sizing.ts';

/** Something a cluster has to carry in all, and how much of it one broker may. */
export interface Demand {
  readonly id: LimitId;
  readonly what: string;
  readonly total: number;
  readonly perBroker: number;
  readonly unit: LimitUnit;
  /** Whether it has to fit on the brokers that are left while one zone (or the one broker of a zone) is away. */
  readonly isCarriedBySurvivors: boolean;
  readonly source: string;
}

/** The least multiple of the zones that carries the demand. */
function neededBrokers({ total, perBroker, isCarriedBySurvivors }: Demand, zones: number): number {
  if (!isCarriedBySurvivors) return zones * Math.ceil(Math.ceil(total / perBroker) / zones);
  if (zones === 1) return Math.ceil(total / perBroker) + 1;
  return zones * Math.ceil(total / perBroker / (zones - 1));
}

/** The least count that satisfies all demands. */
export function leastBrokers(demands: readonly Demand[], zones: number): number {
  return demands.reduce((most, demand) => Math.max(most, neededBrokers(demand, zones)), zones);
}

/** What each demand comes to with so many brokers. Of those that asked for that many, the one that is used most binds. */
export function judgeDemands(demands: readonly Demand[], brokers: number, zones: number): Limit[] {
  const limits = demands.map(demand => {
    const used = demand.total / (demand.isCarriedBySurvivors ? survivors(brokers, zones) : brokers);
    return {
      id: demand.id,
      what: demand.what,
      allowed: demand.perBroker,
      used,
      unit: demand.unit,
      usePercent: (100 * used) / demand.perBroker,
      brokersNeeded: neededBrokers(demand, zones),
      source: demand.source,
    };
  });
  const binding = limits.reduce((best, next) => {
    const ahead = next.brokersNeeded - best.brokersNeeded || next.usePercent - best.usePercent;
    return ahead > 0 ? next : best;
  });
  return limits.map(limit => ({ ...limit, binds: limit === binding }));
}

/** A demand on a cluster as a whole, such as a quota. */
export function refusalOf(demand: Demand): Refusal | undefined {
  if (demand.total <= demand.perBroker) return undefined;
  return {
    quota: demand.id,
    what: demand.what,
    given: demand.total,
    allowed: demand.perBroker,
    unit: demand.unit,
    source: demand.source,
  };
}

export function survivors(brokers: number, zones: number): number {
  return zones === 1 ? brokers - 1 : (brokers * (zones - 1)) / zones;
}
