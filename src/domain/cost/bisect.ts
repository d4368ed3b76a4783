/** Where an answer changes. */
export interface Change<Answer> {
  /** The value nearest to `before` that still gives another answer. */
  readonly value: number;
  readonly before: Answer;
  readonly after: Answer;
}

const halvings = 24;
const nearEnough = 1e-4;

/**
 * The value between two that give different answers at which it changes, by halving in proportion. If it changes more
 * than once between them, one of the changes.
 */
export function bisect<Answer>(
  near: number,
  far: number,
  answerAt: (value: number) => Answer,
  isWhole = false,
): Change<Answer> {
  const before = answerAt(near);
  let same = near;
  let other = far;
  let after = answerAt(far);
  for (let step = 0; step < halvings && !isClose(same, other, isWhole); step += 1) {
    const middle = isWhole ? Math.round((same + other) / 2) : Math.sqrt(same * other);
    const answer = answerAt(middle);
    if (answer === before) same = middle;
    else {
      other = middle;
      after = answer;
    }
  }
  return { value: other, before, after };
}

function isClose(a: number, b: number, isWhole: boolean): boolean {
  return isWhole ? Math.abs(a - b) <= 1 : Math.abs(a - b) <= nearEnough * Math.max(a, b);
}
