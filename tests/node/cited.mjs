// What Citation.js reads of files for reference managers.
// Usage: node cited.mjs <folder with node_modules>; takes [{bib, ris, json}] with a file's text each,
// as JSON, and gives [{bib, ris, json}] with the items of CSL-JSON it makes of each.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"

const installed = createRequire(join(resolve(process.argv[2]), "package.json"))
const { Cite } = installed("@citation-js/core")
installed("@citation-js/plugin-bibtex")
installed("@citation-js/plugin-ris")

const FORMS = { bib: "@biblatex/text", ris: "@ris/file", json: "@else/json" }
const read = (text, form) => new Cite(text, { forceType: form, generateGraph: false }).data

const given = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(JSON.stringify(given.map(files =>
  Object.fromEntries(Object.entries(files).map(([kind, text]) => [kind, read(text, FORMS[kind])])))))
