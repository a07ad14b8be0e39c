export const connectorNames = ["connector-1", "connector-2", "connector-3"] as const;
export const smscNames = ["smpp-smsc", "ucp-smsc"] as const;
/** Between each connector and the edge. */
export const edgeLinks = ["edge–connector-1", "edge–connector-2", "edge–connector-3"] as const;
/** Between each bind and its SMSC, whichever connector holds it. */
export const bindLinks = ["smpp-1", "smpp-2", "smpp-3", "ucp-1", "ucp-2", "ucp-3"] as const;

export type ConnectorName = (typeof connectorNames)[number];
export type SmscName = (typeof smscNames)[number];
export type ProcessName = "edge" | ConnectorName | SmscName;
export type BindLink = (typeof bindLinks)[number];
export type LinkName = (typeof edgeLinks)[number] | BindLink;
