/** What a process says that is killed by a test. */
export const killed = new Error('killed');

type Wrap = <Given extends unknown[], Told>(
  work: (...given: Given) => Promise<Told>,
) => (...given: Given) => Promise<Told>;

/**
 * Work of a process that is killed before or after what it does outside: at the nth of those boundaries, whichever work
 * it is in, and it does nothing from then on.
 */
export function mortalUntil(diesAt: number): Wrap {
  let passed = 0;
  const live = () => {
    if (passed >= diesAt) throw killed;
    passed++;
  };
  return work =>
    async (...given) => {
      live();
      const told = await work(...given);
      live();
      return told;
    };
}
