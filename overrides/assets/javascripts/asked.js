/* What sorts tables and copies citations comes with the first that is seen. */
const near = document.currentScript.src
const come = (name, parts) => {
  const closed = parts.map(part => part.closest("details:not([open])"))
  const seen = () => import(new URL(name, near)).catch(console.error)
  if (closed.includes(null)) seen()
  else for (const details of closed) details.addEventListener("toggle", seen, { once: true })
}
come("tables.js", [...document.querySelectorAll("table[data-sortable]")])
come("copy.js", [...document.querySelectorAll(".cite")])
