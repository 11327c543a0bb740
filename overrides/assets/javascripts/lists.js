/* Lets readers sort lists whose items carry data-… values. Without this script they stand in the
   order they were written. */
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
