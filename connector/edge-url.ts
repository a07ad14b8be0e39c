/** Where a connector asks for its carriers. The edge's URL may have a path of its own. */
export function carriersUrl(edgeUrl: string): URL {
  return new URL("connector/v1/carriers", edgeUrl.endsWith("/") ? edgeUrl : `${edgeUrl}/`);
}

/** Where a connector stores a file of its PDU log. */
export function logFileUrl(edgeUrl: string, connectorId: string, name: string): URL {
  return new URL(`logs/${encodeURIComponent(connectorId)}/${encodeURIComponent(name)}`, carriersUrl(edgeUrl));
}

/** Where a connector opens the link of a carrier. */
export function linkUrl(edgeUrl: string, carrierId: string): URL {
  const url = new URL(`carriers/${encodeURIComponent(carrierId)}/link`, carriersUrl(edgeUrl));
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}
