/* In a frame: takes the scheme the frame's address asks for (?dark=auto, true or false), and
   tells the page around it how high the chart is. The frame is complete without it. */
const wanted = new URLSearchParams(location.search).get("dark")
const preferred = matchMedia("(prefers-color-scheme: dark)")
const paint = () => {
  const dark = wanted === "true" || wanted === "auto" && preferred.matches
  document.documentElement.dataset.mdColorScheme = dark ? "slate" : "default"
}
const tell = () => parent.postMessage({
  type: "chart-height", height: Math.ceil(document.querySelector("main").getBoundingClientRect().height),
}, "*")
paint()
preferred.addEventListener("change", paint)
addEventListener("message", event => event.data === "chart-height" && tell())
addEventListener("DOMContentLoaded", () => new ResizeObserver(tell).observe(document.querySelector("main")))
