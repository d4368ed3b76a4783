/** What goes wrong with a call: all but `lose` before it has an effect, `cut` and `lose` without an answer. */
export interface EdgeFault {
  readonly kind: 'throttle' | 'deny' | 'fail' | 'cut' | 'lose';
  /** Only calls of this action; absent: of any. */
  readonly action?: string;
  /** How many such calls go well before; none by default. */
  readonly skip?: number;
  /** How many go wrong; one by default. */
  readonly times?: number;
}

/** The fault switches of an edge. */
export const edgeFaults = () => {
  let faults: { readonly fault: EdgeFault; skip: number; times: number }[] = [];
  return {
    add: (fault: EdgeFault) => {
      faults.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
    },
    clear: () => {
      faults = [];
    },
    /** What is to go wrong with this call, which is then counted. */
    next: (action: string): EdgeFault['kind'] | undefined => {
      for (const one of faults) {
        if (one.times === 0 || (one.fault.action !== undefined && one.fault.action !== action)) continue;
        if (one.skip === 0) {
          one.times -= 1;
          return one.fault.kind;
        }
        one.skip -= 1;
      }
      return undefined;
    },
  };
};
