export const operatorAccounts = {
  title: "Cuentas",
  description: "Los clientes y sus subcuentas.",
  search: "Buscar",
  new: "Cuenta nueva",
  noMatch: "Ninguna cuenta coincide",
  searchHint: "Nombre o identificador",
  columns: { name: "Nombre", id: "Identificador", status: "Estado", createdAt: "Creada" },
  status: { active: "Activa", suspended: "Suspendida" },
  empty: "Todavía no hay cuentas",
};
