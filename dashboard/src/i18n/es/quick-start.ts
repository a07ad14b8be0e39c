export const quickStart = {
  title: "Primeros pasos con la API",
  description: "Envíe el primer mensaje desde su propio programa.",
  step1: "1. Una clave",
  step1Detail:
    "Los programas se identifican con una clave. Esta puede enviar y leer mensajes; cree otras con otros permisos en Claves de la API.",
  makeKey: "Crear una clave",
  keyName: "Primeros pasos",
  key: "Su clave, que se muestra esta única vez",
  noKeys: "Su rol no crea claves: pida una a un propietario o desarrollador de la cuenta.",
  step2: "2. El primer mensaje",
  step2Detail:
    "Los ejemplos llevan su clave mientras se muestra aquí. Póngala en una variable de entorno antes de llevar el programa a otro lugar.",
  to: "Destinatario",
  from: "Remitente",
  languages: { curl: "curl", typescript: "TypeScript", python: "Python" },
  language: "Lenguaje",
  copy: "Copiar el ejemplo",
  anySender: "Cualquier remitente válido",
  step3: "3. Qué ha sido de él",
  step3Detail:
    "La respuesta es 202 con el id. del mensaje en cuanto el texto está a salvo. Lo que ocurra con él llega a su webhook, y siempre está en GET /v1/messages y el id.",
  webhooks: "Añadir un webhook",
  documentation: "Documentación de la API",
  keyPlaceholder: "SU_CLAVE",
  sampleText: "Hola desde Heliograph",
};
