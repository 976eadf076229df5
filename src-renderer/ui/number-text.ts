const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** `1 240`, `−0.31`: a space that does not break between thousands, a real minus. */
export const numberText = (value: number): string => grouped.format(value).replaceAll(',', '\u00a0').replace('-', '\u2212');
