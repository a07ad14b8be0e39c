/** Middles of boxes that are stacked with a gap and centred in a column, in pixels from its top. */
export function middlesOf(heightsPx: readonly number[], gapPx: number, columnPx: number): number[] {
  let topPx = (columnPx - stackPx(heightsPx, gapPx)) / 2;
  return heightsPx.map((heightPx) => {
    const middlePx = topPx + heightPx / 2;
    topPx += heightPx + gapPx;
    return middlePx;
  });
}

/** How high boxes are together. */
export function stackPx(heightsPx: readonly number[], gapPx: number): number {
  return heightsPx.reduce((sum, heightPx) => sum + heightPx, 0) + gapPx * Math.max(0, heightsPx.length - 1);
}

/** A wire through a gap that is 100 wide, from one height to another. */
export function wirePath(fromPx: number, toPx: number): string {
  return `M0 ${fromPx} C 50 ${fromPx}, 50 ${toPx}, 100 ${toPx}`;
}
