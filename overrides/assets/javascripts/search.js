/* Search: what it takes is asked for by the first sign that it will be needed (searching.js). */
const theme = document.querySelector("script[data-theme]")?.dataset.theme
const later = new URL("searching.js", document.currentScript.src)
const query = document.querySelector(".md-search__input"), opener = document.getElementById("__search")
const box = document.querySelector("[data-md-component=search]")

// What it will load is said where it is asked for, before (LOADS: assets.py).
const state = box?.querySelector(".md-search-result__meta")
if (state) {
  state.textContent = state.textContent.replace("{}", LOADS[document.documentElement.lang])
  for (const one of [query, document.querySelector("button[for=__search]")]) if (one) one.title = state.textContent.trim()
}

let coming = null
const failed = () => { state.textContent = box.dataset.failed }
const search = () => {
  document.documentElement.classList.add("searching")
  return coming ??= import(later).then(({ begin }) => begin(theme, failed)).catch(failed)
}

if (theme && query) {
  query.addEventListener("pointerenter", search, { once: true })
  query.addEventListener("focus", () => opener.checked || opener.click())
  opener.addEventListener("change", () => {
    if (opener.checked) {
      search()
      query.focus()
    } else if (box.contains(document.activeElement)) {
      document.activeElement.blur() // where the window is wide, the field stays and no button opens it
      document.querySelector("button[for=__search]")?.focus()
    }
  })
  // The theme hears keys alone: text that is pasted, dictated or picked comes without one.
  const hear = event => { if (!event.isComposing) query.dispatchEvent(new Event("keyup")) }
  query.addEventListener("input", hear)
  query.addEventListener("compositionend", hear)
  // At Tab it takes the focus out of the field, and WebKit then begins with the page again.
  box.addEventListener("keydown", event => { if (event.key === "Tab") event.stopPropagation() })
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (opener.checked && relatedTarget && !box.contains(relatedTarget)) opener.click()
  })
  addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]")
    if (coming || typing || event.ctrlKey || event.metaKey || event.altKey || !["s", "f", "/"].includes(event.key)) return
    event.preventDefault()
    if (opener.checked) query.focus()
    else opener.click()
  })
  // Until the theme's script has come to do that.
  addEventListener("keydown", event => event.key === "Escape" && opener.checked && opener.click())
  if (new URLSearchParams(location.search).has("q")) search()
}
