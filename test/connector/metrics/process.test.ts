import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commandStatus } from "../../../connector/smpp/constants.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { bindConfig, startEdge, startSmsc, submitText, submitTexts } from "../link/harness.ts";
import type { RunningConnector } from "./running-connector.ts";
import { poll, runConnector } from "./running-connector.ts";

const main = fileURLToPath(new URL("../../../connector/main.ts", import.meta.url));

async function start() {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { windowSize: 4 })]);
  const directory = temporaryDirectory();
  const run = () =>
    runConnector(
      [process.execPath, main, "--id", "connector-1", "--journal", join(directory, "journal"), "--health-port", "0"],
      { HELIOGRAPH_EDGE_URL: edge.url, HELIOGRAPH_CONNECTOR_TOKEN: edge.token },
      directory,
    );
  return { smsc, edge, carrier, run };
}

/** Values by name and labels, as written. */
async function scrape({ url }: RunningConnector): Promise<Map<string, number>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

async function health({ url }: RunningConnector) {
  const response = await fetch(`${url}/healthz`);
  return { status: response.status, body: (await response.json()) as { reasons?: string[]; connectorId: string } };
}

test("traffic shows in the metrics, by outcome, command_status and kind", async () => {
  const { smsc, edge, carrier, run } = await start();
  const connector = await run();
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  smsc.accepts = false;
  carrier.submit(...submitTexts(6), submitText("msg_late", { validUntilMs: 1 }));
  await smsc.until(() => smsc.submits.length === 4);
  const under = await scrape(connector);
  expect(under.get('heliograph_connector_window_size{carrier="acme",bind="bind-1"}')).toBe(4);
  expect(under.get('heliograph_connector_window_used{carrier="acme",bind="bind-1"}')).toBe(4);
  expect(under.get('heliograph_connector_waiting_segments{carrier="acme"}')).toBeGreaterThanOrEqual(2);
  expect(under.get('heliograph_connector_journal_rows{table="written"}')).toBe(4);
  expect(under.get('heliograph_connector_binds{carrier="acme",state="bound"}')).toBe(1);
  expect(under.get('heliograph_connector_link_up{carrier="acme"}')).toBe(1);

  const refuse = (index: number, status: number): void => {
    const seen = smsc.submits[index];
    seen?.session.respond({ command: "submit_sm_resp", commandStatus: status, messageId: "" }, seen.submit.sequence);
  };
  refuse(0, commandStatus.ESME_RMSGQFUL);
  refuse(1, 0x412);
  refuse(2, 0x7fff_0001);
  smsc.accept(3);
  await smsc.until(() => smsc.submits.length === 6);
  smsc.accept(4);
  smsc.accept(5);
  await edge.until(() => carrier.results.length === 7);
  const receipt = "id:4 sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:";
  const addresses = { sourceAddr: "573001234567", destinationAddr: "8" };
  await Promise.all([
    smsc.deliver({ ...addresses, esmClass: 4, shortMessage: Buffer.from(receipt) }),
    smsc.deliver({ ...addresses, esmClass: 0, shortMessage: Buffer.from("Hi") }),
    smsc.deliver({ ...addresses, esmClass: 4, shortMessage: Buffer.of() }),
  ]);

  const values = await poll(async () => {
    const found = await scrape(connector);
    return found.get('heliograph_connector_journal_rows{table="reports"}') === 0 ? found : undefined;
  });
  const submits = (outcome: string, status: string): number | undefined =>
    values.get(`heliograph_connector_submits_total{carrier="acme",outcome="${outcome}",command_status="${status}"}`);
  expect(submits("accepted", "ESME_ROK")).toBe(3);
  expect(submits("rejected", "ESME_RMSGQFUL")).toBe(1);
  expect(submits("rejected", "0x00000412")).toBe(1);
  expect(submits("rejected", "other")).toBe(1);
  expect(submits("unknown", "")).toBe(0);
  expect(values.get('heliograph_connector_declined_total{outcome="expired"}')).toBe(1);
  for (const kind of ["receipt", "inbound", "unreadable"]) {
    expect(values.get(`heliograph_connector_deliveries_total{carrier="acme",kind="${kind}"}`)).toBe(1);
  }
  const answers = 'heliograph_connector_delivery_answers_total{carrier="acme",command_status=';
  expect(values.get(`${answers}"ESME_ROK"}`)).toBe(2);
  expect(values.get(`${answers}"ESME_RX_P_APPN"}`)).toBe(1);
  expect(values.get('heliograph_connector_response_seconds_bucket{carrier="acme",le="+Inf"}')).toBe(6);
  expect(values.get('heliograph_connector_response_seconds_count{carrier="acme"}')).toBe(6);
  expect(values.get('heliograph_connector_response_seconds_sum{carrier="acme"}')).toBeGreaterThan(0);
  expect(values.get('heliograph_connector_window_used{carrier="acme",bind="bind-1"}')).toBe(0);
  expect(values.get('heliograph_connector_held_segments{carrier="acme"}')).toBe(0);
  expect(values.get('heliograph_connector_log_lines_total{level="warning",code="deliver.unreadable"}')).toBe(1);
  expect(values.get("process_resident_memory_bytes")).toBeGreaterThan(0);
});

test("without its link it is not healthy and says why; with it again it is", async () => {
  const { edge, carrier, run } = await start();
  edge.isOut = true;
  const connector = await run();
  const before = await health(connector);
  expect(before).toMatchObject({ status: 503, body: { connectorId: "connector-1" } });
  expect(before.body.reasons).toEqual(["the edge has not listed the carriers yet"]);
  edge.isOut = false;
  await poll(async () => ((await health(connector)).status === 200 ? true : undefined));
  expect((await health(connector)).body).not.toHaveProperty("reasons");

  edge.isOut = true;
  carrier.drop();
  const down = await poll(async () => {
    const found = await health(connector);
    return found.status === 503 ? found : undefined;
  });
  expect(down.body.reasons).toEqual([expect.stringMatching(/^the link of carrier acme is (down|connecting)$/)]);
  edge.isOut = false;
  await poll(async () => ((await health(connector)).status === 200 ? true : undefined));
  const values = await scrape(connector);
  expect(values.get('heliograph_connector_link_welcomes_total{carrier="acme"}')).toBe(2);
  expect(values.get('heliograph_connector_link_losses_total{carrier="acme"}')).toBe(1);
});

test("a carrier that takes no binds does not make the connector unhealthy", async () => {
  const { edge, smsc, carrier, run } = await start();
  carrier.binds = [bindConfig(1)];
  const connector = await run();
  await edge.until(() => carrier.bindStatuses.some(({ reason }) => reason !== undefined));
  expect(smsc.sessions).toEqual([]);
  expect(await health(connector)).toMatchObject({ status: 200, body: { connectorId: "connector-1" } });
  expect((await fetch(`${connector.url}/elsewhere`)).status).toBe(404);
  expect((await fetch(`${connector.url}/metrics`, { method: "POST" })).status).toBe(404);
});

test("reports that an earlier process left count as rows of the journal until the edge has them", async () => {
  const { edge, carrier, run } = await start();
  const first = await run();
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  carrier.acknowledges = false;
  carrier.submit(submitText("msg_1"));
  await edge.until(() => carrier.results.length === 1);
  expect((await scrape(first)).get('heliograph_connector_journal_rows{table="reports"}')).toBe(1);
  first.child.kill("SIGKILL");
  await first.ended;
  carrier.pretendStored(0);
  const second = await run();
  const rowsAre = (count: number): Promise<true> =>
    poll(async () => {
      const rows = (await scrape(second)).get('heliograph_connector_journal_rows{table="reports"}');
      return rows === count ? true : undefined;
    });
  await rowsAre(1);
  // An acknowledgement that came before the report was replayed would be of nothing.
  await edge.until(() => carrier.rawReports.length === 2 && carrier.isUp);
  carrier.acknowledge();
  await rowsAre(0);
});
