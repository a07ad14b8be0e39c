import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { usage } from "../../../connector/options.ts";
import { pduColumns } from "../../../src/link/pdu-log.ts";

const guide = readFileSync(new URL("../../../docs/pdu-log.md", import.meta.url), "utf8");

test("the guide has the columns of the PDU log, in their order", () => {
  const [, table = ""] = /^\| column \|.*\n\|.*\n((?:\|.*\n)*)/m.exec(guide) ?? [];
  const named = Array.from(table.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm), ([, columns = ""]) =>
    columns.replaceAll("`", "").split(", "),
  ).flat();
  expect(named).toEqual(pduColumns);
});

test("the guide has the flags that the connector says it takes", () => {
  const flags = usage.match(/--pdu-log[\w-]*/g) ?? [];
  expect(flags.length).toBeGreaterThan(0);
  expect(flags.filter((flag) => !guide.includes(`\`${flag}\``))).toEqual([]);
});
