/* Charts, level 2: what a live view needs comes when a reader asks for it (live.js). Without this
   script the button stays hidden. */
const live = new URL("live.js", document.currentScript.src)
let there = false
for (const figure of document.querySelectorAll("figure.chart[data-live]")) {
  const button = figure.querySelector(".chart__explore")
  const heard = document.createElement("span")
  heard.className = "chart__heard"
  heard.setAttribute("role", "status")
  figure.querySelector(".chart__controls").append(heard)
  button.hidden = false
  button.addEventListener("click", async () => {
    if (there || button.getAttribute("aria-busy") === "true") return
    button.setAttribute("aria-busy", "true")
    heard.textContent = ""
    try {
      await import(live)
      there = true
    } catch (error) {
      console.error(error)
      heard.textContent = figure.dataset.failed
      heard.classList.remove("chart__heard")
    }
    button.setAttribute("aria-busy", "false")
    if (there) button.click()
  })
}
