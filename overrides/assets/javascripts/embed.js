/* On a page of another site that embeds charts: gives each frame the height it asks for. */
{
  const home = new URL("../../", document.currentScript.src)
  const frames = () => [...document.querySelectorAll("iframe")].filter(frame => frame.src.startsWith(home))
  // A frame in a sandbox has no origin to name; whose window it is says which frame speaks.
  addEventListener("message", ({ data, source }) => {
    if (data?.type !== "chart-height") return
    const frame = frames().find(frame => frame.contentWindow === source)
    if (frame && data.height > 0) frame.style.height = `${data.height}px`
  })
  for (const frame of frames()) frame.contentWindow.postMessage("chart-height", "*")
}
