export const connectorNames = ["connector-1", "connector-2", "connector-3"] as const;
export const smscNames = ["smpp-smsc", "ucp-smsc"] as const;
/** Between each connector and the edge. */
export const edgeLinks = ["edge–connector-1", "edge–connector-2", "edge–connector-3"] as const;
/** Between each bind and its SMSC, whichever connector holds it. */
export const bindLinks = ["smpp-1", "smpp-2", "smpp-3", "ucp-1", "ucp-2", "ucp-3"] as const;
export const processNames = ["edge", ...connectorNames, ...smscNames] as const;
/** What has a file system of its own: the edge's data, and each connector's journal. */
export const diskNames = ["edge", ...connectorNames] as const;
/** The customers, by the rule of their price list. */
export const accountNames = ["accepted", "submitted", "delivered"] as const;
/** The webhook endpoints that each customer has. */
export const sinkNames = ["honest", "slow", "faulty"] as const;

export type ConnectorName = (typeof connectorNames)[number];
export type SmscName = (typeof smscNames)[number];
export type ProcessName = (typeof processNames)[number];
export type BindLink = (typeof bindLinks)[number];
export type LinkName = (typeof edgeLinks)[number] | BindLink;
export type DiskName = (typeof diskNames)[number];
export type AccountName = (typeof accountNames)[number];
export type SinkName = (typeof sinkNames)[number];
