export const common = {
  cancel: "Cancel",
  close: "Close",
  copied: "Copied",
  copy: "Copy",
  copyFailed: "The browser did not let it be copied",
  firstPage: "First page",
  loading: "Loading…",
  nextPage: "Next",
  none: "—",
  optional: "optional",
  pages: "Pages",
  remove: "Remove",
  retry: "Try again",
  save: "Save",
  saved: "Saved",
  unreachable: "The gateway does not answer",
  unreachableDetail: "Check the connection and try again.",
};

export const statuses = {
  accepted: "Accepted",
  scheduled: "Scheduled",
  queued: "Queued",
  sent: "Sent",
  unknown: "Unknown",
  delivered: "Delivered",
  undelivered: "Undelivered",
  expired: "Expired",
  rejected: "Rejected",
  failed: "Failed",
  canceled: "Canceled",
};

export const roles = {
  owner: "Owner",
  developer: "Developer",
  agent: "Agent",
  viewer: "Viewer",
  operator: "Operator",
};

export const chart = {
  noValues: "{name}: no values.",
  summary: "{name}: {latest} at {at}, {most} at the most.",
};
