# A connector. What it needs to know: HELIOGRAPH_EDGE_URL, HELIOGRAPH_CONNECTOR_TOKEN, and a name of its own
# (HELIOGRAPH_CONNECTOR_ID), since the journal must go on under the name it was begun with.
FROM node:24-slim

WORKDIR /app

ENV NODE_ENV=production \
    NODE_OPTIONS=--disable-warning=ExperimentalWarning \
    HELIOGRAPH_CONNECTOR_JOURNAL=/var/lib/heliograph/connector.journal \
    HELIOGRAPH_CONNECTOR_PDU_LOG_FOLDER=/var/lib/heliograph/pdu-log \
    HELIOGRAPH_CONNECTOR_HEALTH_PORT=9100

COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts \
 && npm cache clean --force \
 && install --directory --owner=node --group=node --mode=0700 /var/lib/heliograph

COPY src/sms src/sms
COPY src/link src/link
COPY src/traces src/traces
COPY connector connector

USER node
VOLUME /var/lib/heliograph
EXPOSE 9100

# SIGTERM drains for up to 10 s and hands reports over for 2 s: give `docker stop` 20 s.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HELIOGRAPH_CONNECTOR_HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "connector/main.ts"]
