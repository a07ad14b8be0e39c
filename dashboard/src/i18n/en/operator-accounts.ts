export const operatorAccounts = {
  title: "Accounts",
  description: "Customers and their sub-accounts.",
  search: "Search",
  new: "New account",
  noMatch: "No account matches",
  searchHint: "Name or id",
  columns: { name: "Name", id: "Id", status: "Status", createdAt: "Created" },
  status: { active: "Active", suspended: "Suspended" },
  empty: "No accounts yet",
};
