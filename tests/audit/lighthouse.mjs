// Lighthouse for a phone: a run for each line with an address, answered by a line of JSON.
// Usage: CHROME_PATH=... node lighthouse.mjs <folder with node_modules>
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { pathToFileURL } from "node:url"

const installed = createRequire(join(resolve(process.argv[2]), "package.json"))
const load = name => import(pathToFileURL(installed.resolve(name)))
const { default: lighthouse } = await load("lighthouse")
const { launch } = await load("chrome-launcher")

const FLAGS = ["--headless=new", "--disable-gpu"]
if (process.getuid?.() === 0 || process.env.CI) FLAGS.push("--no-sandbox")
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
const METRICS = {
  "first-paint": "first-contentful-paint", "largest-paint": "largest-contentful-paint",
  "speed-index": "speed-index", "blocking-time": "total-blocking-time",
}

/** What lowers the score of a category, with the first places. */
function faults({ categories, audits }) {
  return Object.values(categories).flatMap(category => category.auditRefs
    .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => {
      const places = (audits[id].details?.items ?? []).slice(0, 3)
        .map(item => item.node?.selector ?? item.url ?? item.source?.url ?? item.description)
      return [`${category.id}: ${id}`, audits[id].displayValue, ...places].filter(Boolean).join(" ")
    }))
}

async function measure(address) {
  const chrome = await launch({ chromeFlags: FLAGS })
  try {
    const options = { port: chrome.port, logLevel: "silent", onlyCategories: CATEGORIES }
    const { lhr } = await lighthouse(address, options)
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message)
    const { categories, audits, environment } = lhr
    return {
      scores: Object.fromEntries(Object.values(categories)
        .map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)])),
      times: Object.fromEntries(Object.entries(METRICS)
        .map(([name, id]) => [name, Math.round(audits[id].numericValue)])),
      cls: audits["cumulative-layout-shift"].numericValue,
      machine: Math.round(environment.benchmarkIndex),
      faults: faults(lhr),
    }
  } finally {
    await chrome.kill()
  }
}

for await (const address of createInterface({ input: process.stdin })) {
  const answer = await measure(address).catch(error => ({ error: String(error) }))
  console.log(JSON.stringify(answer))
}
