/**
 * What gives out a module that is heavy and seldom needed. It is kept once it is there, and not waited for by requests other than
 * those that asked before: a load that another request began would end with it.
 */
export function loadOnce<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Module | undefined;
  return async () => (loaded ??= await load());
}
