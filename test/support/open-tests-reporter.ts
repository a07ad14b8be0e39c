import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/**
 * Keeps the names of test files and tests that have begun and not ended in a file, which is whole at every moment: so a run that
 * hangs can say where. The file is named by OPEN_TESTS_FILE; without it nothing is kept.
 */
export default class OpenTestsReporter implements Reporter {
  readonly #file = process.env["OPEN_TESTS_FILE"];
  readonly #open = new Map<string, string>();

  onTestModuleQueued({ id, relativeModuleId }: TestModule): void {
    this.#begin(id, relativeModuleId);
  }

  onTestModuleEnd({ id }: TestModule): void {
    this.#end(id);
  }

  onTestCaseReady({ id, fullName, module }: TestCase): void {
    this.#begin(id, `${module.relativeModuleId} > ${fullName}`);
  }

  onTestCaseResult({ id }: TestCase): void {
    this.#end(id);
  }

  #begin(id: string, name: string): void {
    this.#open.set(id, name);
    this.#write();
  }

  #end(id: string): void {
    this.#open.delete(id);
    this.#write();
  }

  #write(): void {
    if (this.#file !== undefined) writeFileSync(this.#file, [...this.#open.values()].join("\n"));
  }
}
