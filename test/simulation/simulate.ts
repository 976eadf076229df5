import { CHECKS, watching } from './checks.ts';
import { FollowingStopped } from './device.ts';
import { type Finding, tell, type Told, type Wrappers } from './play.ts';
import type { Story } from './story.ts';

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly told: Told | undefined;
}

/** Tells a story and looks at everything that was promised. What is thrown is a finding too. */
export async function simulate(story: Story, wrap: Wrappers = {}): Promise<Outcome> {
  try {
    const { told, findings } = await tell(story, wrap, watching());
    if (findings.length > 0) return { findings, told };
    return { findings: CHECKS.flatMap(({ name, broken }) => broken(told).map((detail) => ({ check: name, detail }))), told };
  } catch (cause) {
    if (cause instanceof FollowingStopped && cause.refusal.code === 'sync.chain')
      return { findings: [{ check: 'chainHolds', detail: cause.message }], told: undefined };
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return { findings: [{ check: 'nothingBreaks', detail }], told: undefined };
  }
}
