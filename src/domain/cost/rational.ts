import { OperationError } from '../errors.ts';

/** An exact number. The denominator is above 0; the two need not be coprime. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a decimal such as `0.204` or `1e-7` without going through a float. */
export function parseRational(text: string): Rational {
  const [, sign, whole, fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (whole === undefined) {
    throw new OperationError('InputInvalid', `${JSON.stringify(text)} is not a decimal number: write it like 0.204`);
  }
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign ?? ''}${whole}${fraction}`);
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-power) };
}

/** A number as it is written: 0.1 is a tenth. */
export function exact(value: number): Rational {
  return Number.isSafeInteger(value) ? { numerator: BigInt(value), denominator: 1n } : parseRational(String(value));
}

export function ratio(numerator: number, denominator: number): Rational {
  return over(exact(numerator), exact(denominator));
}

export function times(first: Rational, ...others: readonly Rational[]): Rational {
  return others.reduce(
    (product, other) => ({
      numerator: product.numerator * other.numerator,
      denominator: product.denominator * other.denominator,
    }),
    first,
  );
}

export function over(a: Rational, b: Rational): Rational {
  if (b.numerator === 0n) throw new OperationError('InternalError', 'a quantity was divided by zero');
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: a.numerator * b.denominator * sign, denominator: a.denominator * b.numerator * sign };
}

export function plus(a: Rational, b: Rational): Rational {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** The nearest integer; what lies in the middle goes to the even one. */
export function roundHalfEven({ numerator, denominator }: Rational): bigint {
  const floor = floorDivide(numerator, denominator);
  const twiceRest = 2n * (numerator - floor * denominator);
  if (twiceRest !== denominator) return twiceRest > denominator ? floor + 1n : floor;
  return floor % 2n === 0n ? floor : floor + 1n;
}

/** The nearest float, for display and for choosing, never for sums of money. */
export function approximately(value: Rational): number {
  const whole = floorDivide(value.numerator, value.denominator);
  const rest = value.numerator - whole * value.denominator;
  return Number(whole) + Number((rest * 10n ** 15n) / value.denominator) / 1e15;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n ? quotient - 1n : quotient;
}
