const shape = /^\s*(?:WITH\b[\s\S]*?\)\s*)?(INSERT|REPLACE|UPDATE|DELETE|SELECT|CREATE|ALTER|DROP)\b/i;
const tables: Readonly<Record<string, RegExp>> = {
  INSERT: /\bINTO\s+(\w+)/i,
  REPLACE: /\bINTO\s+(\w+)/i,
  UPDATE: /\bUPDATE\s+(?:OR\s+\w+\s+)?(\w+)/i,
  DELETE: /\bFROM\s+(\w+)/i,
  SELECT: /\bFROM\s+"?(\w+)/i,
};
const names = new Map<string, string>();

/** What a statement is called in the bill: its verb and its table, and whether it answers rows it wrote. */
export function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const verb = shape.exec(sql)?.[1]?.toUpperCase() ?? "other";
  const table = tables[verb]?.exec(sql)?.[1];
  const returning = verb !== "SELECT" && /\bRETURNING\b/i.test(sql) ? " RETURNING" : "";
  const name = table === undefined ? verb : `${verb} ${table}${returning}`;
  names.set(sql, name);
  return name;
}
