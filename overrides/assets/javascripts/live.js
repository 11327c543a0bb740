/* Charts, level 2: on the reader's tap, a live view takes the place of the picture, in the same
   box. The first tap loads this (explore.js), then the view. */
const GAP = 6 // pixels between a legend and its plot that may be used
const element = (name, attributes, ...children) => {
  const made = document.createElement(name)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/* A row of buttons, or a list where they do not fit; `pick` is told what is picked, "" for all. */
const buttons = (control, pick) => {
  const all = control.choices.map(({ value, colour }) => {
    const swatch = element("span", { class: "chart__swatch" })
    swatch.hidden = !colour
    swatch.style.background = colour ?? ""
    const button = element("button", { type: "button", class: "chart__pick", "aria-pressed": "false" }, swatch, value)
    button.addEventListener("click", () => {
      const picked = button.getAttribute("aria-pressed") !== "true"
      for (const one of all) one.setAttribute("aria-pressed", picked && one === button)
      pick(picked ? value : "")
    })
    return button
  })
  return element("div", { class: "chart__picks", role: "group", "aria-label": control.label }, ...all)
}
const list = (control, pick) => {
  const options = [{ value: "", said: control.all }, ...control.choices]
  const select = element("select", { class: "chart__choose", "aria-label": control.label },
    ...options.map(({ value, said }) => element("option", { value }, said ?? value)))
  select.addEventListener("change", () => pick(select.value))
  return select
}

const fetched = async address => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.json()
}

for (const figure of document.querySelectorAll("figure.chart[data-live]")) {
  const bar = figure.querySelector(".chart__bar"), row = bar.querySelector(".chart__controls")
  const button = bar.querySelector(".chart__explore"), name = button.textContent
  const heard = row.querySelector("[role=status]")
  const tip = figure.querySelector(".chart__tip")
  let close = null
  // The button itself stays: taken out and put back it would lose the focus.
  const put = (...controls) => {
    for (const one of [...row.children]) if (one !== button && one !== heard) one.remove()
    button.after(...controls)
  }
  const say = (text, seen = false) => {
    heard.textContent = text
    heard.classList.toggle("chart__heard", !seen)
  }

  const start = async () => {
    const host = [...figure.querySelectorAll(".chart__wide, .chart__narrow")].find(one => one.getClientRects().length)
    const still = host.querySelector("svg"), width = host.classList.contains("chart__wide") ? "wide" : "narrow"
    const from = address => new URL(address, document.baseURI).href
    const [{ controls, vega, words }, runtime] = await Promise.all([
      fetched(from(`${figure.dataset.live}.${width}.json`)), import(from(figure.dataset.runtime)),
    ])
    const stage = element("div", { class: "chart__live", role: "img", "aria-label": still.getAttribute("aria-label") })
    const view = await runtime.open(vega, stage)
    stage.querySelector("svg").removeAttribute("role")
    stage.querySelector("svg").setAttribute("aria-hidden", "true")

    // The text that level 1 reads, on what is not dimmed.
    const tag = () => stage.querySelectorAll("path, text").forEach(one => {
      const item = one.__data__
      if (item?.description && (item.opacity ?? 1) > .5) one.dataset.tip = item.description
      else delete one.dataset.tip
    })
    const picked = new Map()
    const pick = signal => async value => {
      picked.set(signal, value)
      await view.signal(signal, value).runAsync()
      tag()
      const shown = controls.map(control => picked.get(control.signal)).filter(Boolean)
      say(shown.length ? words.showing + shown.join(words.comma) : words.everything)
    }
    // The first control takes the legend's place, where there is one legend at the top.
    const fit = () => {
      const [first, ...others] = controls
      const legends = stage.querySelectorAll(".role-legend")
      const legend = legends.length === 1 ? legends[0].getBoundingClientRect().bottom - stage.getBoundingClientRect().top : 0
      const lists = others.map(control => list(control, pick(control.signal)))
      row.classList.remove("is-lists")
      put(...lists, buttons(first, pick(first.signal)))
      const fits = row.offsetHeight <= bar.offsetHeight + legend + GAP
      stage.classList.toggle("is-picked-above", fits && legend > 0)
      if (fits) return
      row.classList.add("is-lists")
      put(list(first, pick(first.signal)), ...lists)
    }
    tag()
    still.classList.add("is-away")
    host.append(stage)
    button.textContent = words.close
    button.setAttribute("aria-expanded", "true")
    // Another design, as when a phone is turned, returns to the picture. While Chromium takes a picture
    // of the whole page, its window may have no size for a moment.
    const observer = new ResizeObserver(() => setTimeout(() => host.getClientRects().length || close?.(), 200))
    close = () => {
      const inside = row.contains(document.activeElement)
      close = null
      observer.disconnect()
      view.finalize()
      stage.remove()
      tip.hidden = true
      still.classList.remove("is-away")
      put()
      button.textContent = name
      button.setAttribute("aria-expanded", "false")
      say("")
      if (inside) button.focus()
    }
    fit()
    observer.observe(figure)
    say(words.everything)
  }

  button.addEventListener("click", async () => {
    if (close) return close()
    if (button.getAttribute("aria-busy") === "true") return
    button.setAttribute("aria-busy", "true")
    say("")
    try {
      await start()
    } catch (error) {
      console.error(error)
      say(figure.dataset.failed, true)
    }
    button.setAttribute("aria-busy", "false")
  })
  // Escape closes the text of a mark first, which level 1 does, and then the live view.
  figure.addEventListener("keydown", event => event.key === "Escape" && tip.hidden && close?.(), true)
}
