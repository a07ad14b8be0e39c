import { expect, test } from "vitest";
import { prometheusText } from "../../../src/metrics/prometheus-text.ts";

test("families are written as Prometheus reads them, whatever labels hold", () => {
  const text = prometheusText([
    {
      name: "a_total",
      type: "counter",
      help: "As.",
      samples: [
        { labels: { carrier: 'b"\\\n', status: "sent" }, value: 3 },
        { labels: {}, value: 0.5 },
      ],
    },
    {
      name: "b_seconds",
      type: "histogram",
      help: "Bs.",
      samples: [{ suffix: "_bucket", labels: { le: "+Inf" }, value: 1 }],
    },
    { name: "c", type: "gauge", help: "None.", samples: [] },
  ]);
  expect(text).toBe(
    [
      "# HELP a_total As.",
      "# TYPE a_total counter",
      String.raw`a_total{carrier="b\"\\\n",status="sent"} 3`,
      "a_total 0.5",
      "# HELP b_seconds Bs.",
      "# TYPE b_seconds histogram",
      'b_seconds_bucket{le="+Inf"} 1',
      "# HELP c None.",
      "# TYPE c gauge",
      "",
    ].join("\n"),
  );
});
