export const schedulesViews = ["calendar", "recurring", "texts", "quietHours"] as const;
export type SchedulesView = (typeof schedulesViews)[number];
