let second = Number.NaN;
let secondText = "";

/** RFC 3339 in UTC, to the microsecond where the moment (epoch ms) is known so well, else to the millisecond. */
export function timeText(atMs: number): string {
  const atSecond = Math.floor(atMs / 1_000);
  if (atSecond !== second) {
    // Lines that follow each other are of the same second, nearly always.
    second = atSecond;
    secondText = new Date(atSecond * 1_000).toISOString().slice(0, 20);
  }
  const microseconds = Math.round((atMs - atSecond * 1_000) * 1_000);
  const isWhole = microseconds % 1_000 === 0;
  return `${secondText}${String(isWhole ? microseconds / 1_000 : microseconds).padStart(isWhole ? 3 : 6, "0")}Z`;
}
