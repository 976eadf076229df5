/** How many digits after the point a currency has: 2 for EUR, 0 for JPY, 3 for KWD. An unknown code counts as 2. */
export function currencyDigits(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch (error) {
    if (error instanceof RangeError) return 2;
    throw error;
  }
}

/** Minor units (cents) as the number that people type. */
export const toMajor = (amount: number, currency: string): number => amount / 10 ** currencyDigits(currency);

/** What people type, in minor units; rounded, because 19.99 × 100 is not a whole number. */
export const toMinor = (major: number, currency: string): number => Math.round(major * 10 ** currencyDigits(currency));
