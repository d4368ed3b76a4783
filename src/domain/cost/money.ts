import { OperationError } from '../errors.ts';
import { parseRational, type Rational, roundHalfEven } from './rational.ts';

const picoUsdPerUsd = 10n ** 12n;
const picoUsdPerMicroUsd = 10n ** 6n;

/** Reads a price such as `0.0000133334` USD. Twelve decimals are kept; a price with more is refused, never rounded. */
export function parsePicoUsd(usd: string): bigint {
  const { numerator, denominator } = parseRational(usd);
  if (numerator < 0n || (numerator * picoUsdPerUsd) % denominator !== 0n) {
    const advice = 'a price is 0 or more and has at most 12 decimals, such as 0.204';
    throw new OperationError('InputInvalid', `the price ${JSON.stringify(usd)} cannot be used: ${advice}`);
  }
  return (numerator * picoUsdPerUsd) / denominator;
}

/** What a quantity costs in millionths of a USD, rounded once, half to even. */
export function amountMicroUsd(quantity: Rational, picoUsdPerUnit: bigint): number {
  return safeMicroUsd(
    roundHalfEven({
      numerator: quantity.numerator * picoUsdPerUnit,
      denominator: quantity.denominator * picoUsdPerMicroUsd,
    }),
  );
}

/** Exact: whole numbers of micro-USD, each small enough for a float to hold. */
export function sumMicroUsd(amounts: readonly number[]): number {
  return safeMicroUsd(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
}

/** `0.204`: the decimal a price was read from, without zeros at the end. */
export function unitPriceText(picoUsd: bigint): string {
  const fraction = (picoUsd % picoUsdPerUsd).toString().padStart(12, '0').replace(/0+$/, '');
  const whole = (picoUsd / picoUsdPerUsd).toString();
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** `1,234.57`: to the cent, half to even. The only place where money is rounded for show. */
export function usdText(microUsd: number): string {
  const cents = roundHalfEven({ numerator: BigInt(microUsd), denominator: 10_000n });
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

function safeMicroUsd(microUsd: bigint): number {
  const amount = Number(microUsd);
  if (Number.isSafeInteger(amount)) return amount;
  const advice = 'look for a rate or a retention in the wrong unit';
  throw new OperationError('InputInvalid', `the workload costs more than 9 billion USD a month: ${advice}`);
}
