// What style sheets and scripts ask of browsers that those on the floor lack, without a way back.
// Usage: node floor.mjs <folder with node_modules>; takes {name: text} as JSON, names ending in .css
// or .js (.min.js: made by others, shortened), and gives [{file, feature, where, lacking}], with the
// versions that browsers lack it up to.
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { Features } from "./compat.mjs"
import { scripts } from "./scripts.mjs"
import { styles } from "./styles.mjs"

const installed = createRequire(join(resolve(process.argv[2]), "package.json"))
const features = new Features(JSON.parse(readFileSync(installed.resolve("@mdn/browser-compat-data"), "utf8")))
const readers = {
  css: styles(features, installed("css-tree")),
  js: scripts(features, installed("acorn"), installed("acorn-walk")),
}
const given = JSON.parse(readFileSync(0, "utf8"))
const faults = Object.entries(given).flatMap(([file, text]) =>
  readers[file.split(".").pop()](text, !file.endsWith(".min.js")).map(fault => ({ file, ...fault })))
process.stdout.write(JSON.stringify(faults))
