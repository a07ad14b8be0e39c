import { OpenAPIHono } from "@hono/zod-openapi";
import { fail } from "../errors.ts";
import type { AppContext, AppEnv } from "./app-env.ts";
import { withDeprecation } from "./deprecation.ts";
import { errorPage } from "./error-page.ts";
import { authenticateConnector, authenticateKey, authenticateOperator } from "./middleware/authenticate.ts";
import { requestId } from "./middleware/request-id.ts";
import { shedLoad } from "./middleware/shed-load.ts";
import { buildOpenApiDocument, registerComponents } from "./openapi-document.ts";
import type { Operation } from "./operation.ts";
import { operations as allOperations } from "./operations.ts";
import { problem } from "./problem.ts";
import { answerUnexpected } from "./unexpected.ts";

export interface App {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
}

/** The API, its documentation, and the static assets behind both. */
export function createApp(operations: readonly Operation[] = allOperations): App {
  const app = new OpenAPIHono<AppEnv>();
  app.onError((error, c) => answerUnexpected(error, c));
  app.use(requestId);
  app.use("/v1/*", authenticateKey, shedLoad());
  app.use("/admin/*", authenticateOperator);
  app.use("/metrics", authenticateOperator);
  app.use("/connector/*", authenticateConnector);
  addOperations(app, operations.map(withDeprecation));
  addDocumentation(app);
  for (const area of ["/v1/*", "/admin/*", "/connector/*", "/operators/*", "/people/*", "/auth/*"])
    app.all(area, answerNotFound);
  app.all("*", serveAsset);
  return app;
}

function addOperations(app: OpenAPIHono<AppEnv>, operations: readonly Operation[]): void {
  registerComponents(app);
  for (const { route, handle } of operations) {
    app.openAPIRegistry.registerPath(route);
    app.on(route.method.toUpperCase(), routerPath(route.path), handle);
  }
  const byPath = Map.groupBy(operations, ({ route }) => routerPath(route.path));
  for (const [path, ofPath] of byPath) app.all(path, methodNotAllowed(ofPath));
}

function addDocumentation(app: OpenAPIHono<AppEnv>): void {
  let document: string | undefined;
  app.get("/openapi.json", (c) => {
    document ??= buildOpenApiDocument(app);
    return c.body(document, 200, { "content-type": "application/json" });
  });
  app.get("/docs/errors", errorPage);
}

/** `/messages/{id}` in Hono's words: `/messages/:id`. */
function routerPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function methodNotAllowed(ofPath: readonly Operation[]): (c: AppContext) => Response {
  const allow = ofPath.map(({ route }) => route.method.toUpperCase()).join(", ");
  return (c) => {
    const { error } = fail("method_not_allowed", { message: `This takes ${allow}.` });
    return problem(c, error, { headers: { allow } });
  };
}

function answerNotFound(c: AppContext): Response {
  return problem(c, fail("not_found").error);
}

/** What is not the API's is the dashboard's. Assets come with headers that nobody may change, so they are passed on in a new answer. */
function serveAsset(c: AppContext): Promise<Response> {
  return c.env.ASSETS.fetch(c.req.raw).then((asset) => new Response(asset.body, asset));
}
