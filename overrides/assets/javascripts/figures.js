/* Charts, level 1: reads the text each mark carries (data-tip) on hover, tap and arrow keys.
   Without this script the pictures and their tables are complete. */
for (const figure of document.querySelectorAll("figure.chart")) {
  const picture = figure.querySelector(".chart__picture")
  const tip = picture.appendChild(document.createElement("div"))
  const heard = picture.appendChild(document.createElement("p"))
  let read = null

  tip.className = "chart__tip"
  tip.hidden = true
  tip.setAttribute("aria-hidden", "true")
  heard.className = "chart__heard"
  heard.setAttribute("aria-live", "polite")
  picture.tabIndex = 0
  // What has the arrow keys for itself says so, or screen readers keep them; it is called by its
  // chart, and says what the picture says.
  picture.setAttribute("role", "application")
  picture.setAttribute("aria-label", figure.dataset.explore)
  picture.setAttribute("aria-describedby", `${figure.id}-said`)
  picture.querySelector("svg").id = `${figure.id}-said`

  const show = mark => {
    read?.classList.remove("is-read")
    read = mark
    tip.hidden = !mark
    if (!mark) return
    mark.classList.add("is-read")
    tip.textContent = mark.dataset.tip
    const box = mark.getBoundingClientRect(), frame = figure.getBoundingClientRect()
    const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2
    const above = box.top - frame.top - tip.offsetHeight - 8
    tip.style.left = Math.max(0, Math.min(left, frame.width - tip.offsetWidth)) + "px"
    tip.style.top = (above < 0 ? box.bottom - frame.top + 8 : above) + "px"
  }
  const marks = () => [...picture.querySelectorAll("[data-tip]")].filter(mark => mark.getClientRects().length)
  const at = event => event.target.closest("[data-tip]")

  picture.addEventListener("pointerover", event => event.pointerType === "mouse" && show(at(event)))
  picture.addEventListener("pointerleave", event => event.pointerType === "mouse" && show(null))
  picture.addEventListener("click", event => show(at(event)))
  picture.addEventListener("blur", () => show(null))
  picture.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (event.key === "Escape") return show(null)
    if (!step) return
    event.preventDefault()
    const all = marks()
    const next = (all.indexOf(read) + (read || step > 0 ? step : 0)) % all.length
    show(all[next < 0 ? all.length + next : next])
    heard.textContent = read?.dataset.tip ?? ""
  })
}

/* A phrase of the text shows marks of a chart while it is pointed at or has the focus; its link does
   the same for as long as the page's address ends in it. */
for (const phrase of document.querySelectorAll("a.show")) {
  const figure = document.getElementById(phrase.hash.slice(1))?.closest("figure.chart")
  const say = on => {
    if (!figure) return
    if (on) figure.dataset.shows = phrase.dataset.shows
    else delete figure.dataset.shows
  }
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]])
    phrase.addEventListener(event, () => say(on))
}
