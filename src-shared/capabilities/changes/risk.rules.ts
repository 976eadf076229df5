import type { JsonObject } from '#shared/kernel/json.ts';

/** The answers that a person chooses from, from the least to the most. The position is the number that is reckoned with. */
export const IMPACTS = {
  '1': '1 – Nobody would notice',
  '2': '2 – A few people, for a short time',
  '3': '3 – A team or one service',
  '4': '4 – Several services or many customers',
  '5': '5 – The whole organization',
} as const;

export const LIKELIHOODS = {
  '1': '1 – Done often, never failed',
  '2': '2 – Done before, went well',
  '3': '3 – Known, with new parts',
  '4': '4 – New to us',
  '5': '5 – New, and hard to test before',
} as const;

export const RISK_LEVELS = {
  low: { label: 'Low', rank: 1 },
  medium: { label: 'Medium', rank: 2 },
  high: { label: 'High', rank: 3, tone: 'risk' },
} as const;
export type RiskLevel = keyof typeof RISK_LEVELS;

/** From which score on a level begins, the highest first. */
const RISK_THRESHOLDS: readonly { readonly level: RiskLevel; readonly from: number }[] = [
  { level: 'high', from: 15 },
  { level: 'medium', from: 8 },
  { level: 'low', from: 1 },
];

export interface Risk {
  readonly impact: number;
  readonly likelihood: number;
  readonly score: number;
  readonly level: RiskLevel;
  /** The reckoning as a line of text: `4 × 3 = 12, so medium (8 to 14)`. */
  readonly arithmetic: string;
}

/**
 * Risk is impact × likelihood of failure, each 1 to 5: the 5 × 5 matrix of ISO 31010 (B.10, consequence/likelihood matrix).
 * Undefined until both questions are answered.
 */
export function riskOf(fields: JsonObject): Risk | undefined {
  const impact = answer(fields['impact']);
  const likelihood = answer(fields['likelihood']);
  if (impact === undefined || likelihood === undefined) return undefined;
  const score = impact * likelihood;
  const at = RISK_THRESHOLDS.findIndex(({ from }) => score >= from);
  const { level, from } = RISK_THRESHOLDS[at] ?? { level: 'low', from: 1 };
  const to = (RISK_THRESHOLDS[at - 1]?.from ?? 26) - 1;
  return { impact, likelihood, score, level, arithmetic: `${impact} × ${likelihood} = ${score}, so ${level} (${from} to ${to})` };
}

function answer(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 1 && number <= 5 ? number : undefined;
}
