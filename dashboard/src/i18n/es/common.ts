export const common = {
  cancel: "Cancelar",
  close: "Cerrar",
  copied: "Copiado",
  copy: "Copiar",
  copyFailed: "El navegador no permitió copiarlo",
  firstPage: "Primera página",
  loading: "Cargando…",
  nextPage: "Siguiente",
  none: "—",
  optional: "opcional",
  pages: "Páginas",
  remove: "Quitar",
  retry: "Reintentar",
  save: "Guardar",
  saved: "Guardado",
  unreachable: "La pasarela no responde",
  unreachableDetail: "Revise la conexión e inténtelo de nuevo.",
};

export const statuses = {
  accepted: "Aceptado",
  scheduled: "Programado",
  queued: "En cola",
  sent: "Enviado",
  unknown: "Desconocido",
  delivered: "Entregado",
  undelivered: "No entregado",
  expired: "Caducado",
  rejected: "Rechazado",
  failed: "Fallido",
  canceled: "Cancelado",
};

export const roles = {
  owner: "Propietario",
  developer: "Desarrollador",
  agent: "Agente",
  viewer: "Observador",
  operator: "Operador",
};

export const chart = {
  noValues: "{name}: sin valores.",
  summary: "{name}: {latest} a las {at}, {most} como máximo.",
};
