/* The scheme: what the reader picks holds on every page. Without a script the button stays hidden. */
const button = document.querySelector(".scheme-switch")
if (button) {
  const schemes = [...button.children], { dataset } = document.body
  const show = () => {
    for (const one of schemes) {
      one.hidden = one.dataset.mdColorScheme !== dataset.mdColorScheme
      if (!one.hidden) button.title = one.dataset.name
    }
    button.setAttribute("aria-label", button.title)
  }
  button.addEventListener("click", () => {
    const scheme = schemes.find(one => one.hidden).dataset.mdColorScheme
    dataset.mdColorScheme = scheme
    show()
    __md_set("__palette", { color: { scheme } })
  })
  button.hidden = false
  show()
}
