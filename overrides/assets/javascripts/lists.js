/* Lets readers sort lists whose items carry data-… values, and tables. Without this script they
   stand in the order they were written. */
for (const control of document.querySelectorAll("[data-sorts]")) {
  const list = document.getElementById(control.dataset.sorts)
  const original = [...list.children]
  control.hidden = false
  control.querySelector("select").addEventListener("change", event => {
    const key = event.target.value
    const value = item => item.dataset[key] ?? ""
    const order = key === "order"
      ? original
      : [...original].sort((a, b) => (key === "published" ? -1 : 1)
          * value(a).localeCompare(value(b), document.documentElement.lang))
    list.replaceChildren(...order)
  })
}

/* Heads of columns become buttons where the order is clear: the first has the table's own, numbers
   begin with the largest, words go by the alphabet; what has no number stays last. */
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

/* Lists that show one kind do so by style alone, where :has is known; here by hiding too. The kind
   also goes into the page's address, so that it can be linked to, and a link to one item never leads
   to a hidden one. */
const named = hash => {
  try {
    return hash && document.getElementById(decodeURIComponent(hash.slice(1)))
  } catch { // an address that was cut in the middle of a character
    return null
  }
}
for (const filter of document.querySelectorAll("[data-filter]")) {
  const name = filter.dataset.filter, choices = [...filter.elements].filter(one => one.type === "radio")
  const items = [...document.querySelectorAll("li[data-kind]")].filter(item => item.parentElement.parentElement === filter.parentElement)
  const hide = () => {
    const kind = choices.findIndex(one => one.checked)
    for (const item of items) item.hidden = kind > 0 && item.dataset.kind !== String(kind)
  }
  const choose = value => {
    (choices.find(one => one.value === value) ?? choices[0]).checked = true
    hide()
  }
  const target = () => {
    const item = named(location.hash)
    if (!item || item.closest("[data-kind]")?.getClientRects().length !== 0) return
    choose("all")
    item.scrollIntoView()
  }
  choose(new URLSearchParams(location.search).get(name))
  target()
  addEventListener("hashchange", target)
  filter.addEventListener("change", event => {
    hide()
    const address = new URL(location.href)
    if (event.target === choices[0]) address.searchParams.delete(name)
    else address.searchParams.set(name, event.target.value)
    address.hash = ""
    history.replaceState(history.state, "", address)
  })
}
