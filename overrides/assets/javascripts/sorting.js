/* What sorts tables comes with the first table that is seen (tables.js). */
const sorts = new URL("tables.js", document.currentScript.src)
const closed = [...document.querySelectorAll("table[data-sortable]")].map(table => table.closest("details:not([open])"))
const seen = () => import(sorts).catch(console.error)
if (closed.includes(null)) seen()
else for (const details of closed) details.addEventListener("toggle", seen, { once: true })
