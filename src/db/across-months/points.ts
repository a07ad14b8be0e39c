import { type WithDatabase, messageDatabases } from "../months.ts";
import { type PointRow, type PointsQuery, type TrafficPoint, pointOf, preparePoints } from "../traffic/find-points.ts";

/** Points of traffic, as `preparePoints` has them: each database counts its own messages, and here they are added up. */
export async function findPointsOfAll(env: WithDatabase, query: PointsQuery): Promise<TrafficPoint[]> {
  const [points = []] = await findSeveralPointsOfAll(env, [query]);
  return points;
}

/** The points of each query, all of one moment of a database. */
export async function findSeveralPointsOfAll(
  env: WithDatabase,
  queries: readonly PointsQuery[],
): Promise<TrafficPoint[][]> {
  const answers = await Promise.all(
    messageDatabases(env).map(({ db }) => db.batch<PointRow>(queries.map((query) => preparePoints(db, query)))),
  );
  return queries.map((query, index) => {
    const parts = answers.map((answer) => (answer[index]?.results ?? []).map((row) => pointOf(row, query.labels)));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : addUp(parts.flat(), query);
  });
}

function addUp(points: readonly TrafficPoint[], { labels, limit }: PointsQuery): TrafficPoint[] {
  const sums = new Map<string, TrafficPoint>();
  for (const point of points) {
    const key = JSON.stringify([point.minute, ...labels.map((label) => point[label])]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? point : addPoints(sum, point));
  }
  return [...sums.values()].toSorted((one, other) => one.minute - other.minute).slice(0, limit);
}

function addPoints(one: TrafficPoint, other: TrafficPoint): TrafficPoint {
  return {
    ...one,
    messages: one.messages + other.messages,
    segments: one.segments + other.segments,
    latency: {
      count: one.latency.count + other.latency.count,
      sumMs: one.latency.sumMs + other.latency.sumMs,
      within: one.latency.within.map((count, index) => count + (other.latency.within[index] ?? 0)),
    },
  };
}
