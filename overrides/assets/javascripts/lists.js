/* Lets readers sort a list whose items carry data-sort-… values. Without this script the list
   stands in the order it was written. */
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
