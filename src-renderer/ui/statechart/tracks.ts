/** A band beside the row of boxes that something takes up: `from`..`to` across, `near`..`far` away from the row. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly near: number;
  readonly far: number;
}

/** Keeps lines and words beside a row apart: each takes the nearest place that is free over its whole width. */
export class Tracks {
  readonly #bands: Band[] = [];

  /** The distance from the row at which something of this width and height has room. */
  take(from: number, to: number, height: number, nearest: number): number {
    const crossing = this.#bands.filter((band) => band.from < to && band.to > from);
    const candidates = [nearest, ...crossing.map((band) => band.far)].filter((near) => near >= nearest).toSorted((a, b) => a - b);
    const near =
      candidates.find((candidate) => crossing.every((band) => band.far <= candidate || band.near >= candidate + height)) ?? nearest;
    this.#bands.push({ from, to, near, far: near + height });
    return near;
  }

  /** How far the furthest thing reaches. */
  get depth(): number {
    return Math.max(0, ...this.#bands.map((band) => band.far));
  }
}

/** One end of a line on an edge of a box. */
export interface End {
  readonly key: string;
  readonly box: string;
  /** The middle of what the other end stands on. */
  readonly toward: number;
}

/**
 * Where lines touch their boxes: side by side around the middle, so that short lines lie inside long ones and none
 * crosses another of the same box.
 */
export function portsOf(ends: readonly End[], centreOf: (box: string) => number, spacing = 12): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const box of new Set(ends.map((end) => end.box))) {
    const centre = centreOf(box);
    const rank = (end: End) => {
      const span = end.toward - centre;
      // Left-going, shortest first; then straight; then right-going, longest first.
      return span === 0 ? 0 : span < 0 ? -1e6 - span : 1e6 - span;
    };
    const ordered = ends.filter((end) => end.box === box).toSorted((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key));
    for (const [index, end] of ordered.entries()) ports.set(`${end.box} ${end.key}`, centre + (index - (ordered.length - 1) / 2) * spacing);
  }
  return ports;
}
