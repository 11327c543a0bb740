/* Lets readers sort tables: heads of columns become buttons where the order is clear. The first has
   the table's own, numbers begin with the largest, words go by the alphabet; what has no number
   stays last. */
const sortable = table => {
  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0], original = [...body.rows]
  const alphabet = new Intl.Collator(document.documentElement.lang)
  heads.forEach((head, column) => {
    const text = row => row.cells[column].textContent.trim()
    const found = original.map(row => row.cells[column].dataset.value ?? text(row).match(/^[^\d]*?([−-]?\d[\d,.]*)%?$/)?.[1])
    const numbers = new Map(found.map((one, i) => [original[i], parseFloat(one?.replace("−", "-").replaceAll(",", ""))]))
    const numeric = column > 0 && found.some(Boolean), gap = row => numeric && isNaN(numbers.get(row))
    if (column > 0 && original.some(row => (numeric ? gap(row) : true) && /\d/.test(text(row)))) return
    const compare = column === 0 ? (a, b) => original.indexOf(a) - original.indexOf(b)
      : numeric ? (a, b) => numbers.get(a) - numbers.get(b)
      : (a, b) => alphabet.compare(text(a), text(b))
    const button = document.createElement("button")
    button.type = "button"
    button.title = table.dataset.sortable.replace("{}", head.textContent)
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener("click", () => {
      const sorted = head.getAttribute("aria-sort"), down = sorted ? sorted === "ascending" : numeric
      for (const one of heads) one.removeAttribute("aria-sort")
      head.setAttribute("aria-sort", down ? "descending" : "ascending")
      body.append(...[...original].sort((a, b) => gap(a) - gap(b) || (down ? -1 : 1) * (gap(a) ? 0 : compare(a, b))))
    })
  })
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const closed = table.closest("details:not([open])")
  if (closed) closed.addEventListener("toggle", () => sortable(table), { once: true })
  else sortable(table)
}
