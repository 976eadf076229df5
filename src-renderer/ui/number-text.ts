const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** `1 240`, `−0.31`: a narrow space between thousands, a real minus. */
export const numberText = (value: number): string => grouped.format(value).replaceAll(',', '\u202f').replace('-', '\u2212');
