/* The control of an illustration: what the company is worth decides what it owes the holders of
   its preferred shares, and what that grows by is booked as a loss. All words come with the page.
   Without this script the steps and the picture above are complete. */
for (const form of document.querySelectorAll("form.steps")) {
  const { worth, amounts, zero, first, rise, fall, after, before } = form.dataset
  const values = JSON.parse(worth), sums = JSON.parse(amounts)
  const range = form.querySelector("[type=range]"), listed = form.querySelector("[role=switch]")
  const [owed, loss] = form.querySelectorAll("dd"), [lost, gained] = form.querySelectorAll("dt span")
  const said = form.querySelector("[role=status]")
  let last = +first, booked = 0

  const show = () => {
    const at = +range.value
    if (!listed.checked) booked = at - first
    form.querySelector("strong").textContent = values[at]
    range.setAttribute("aria-valuetext", values[at])
    owed.textContent = sums[listed.checked ? 0 : +zero + at]
    loss.textContent = sums[Math.abs(booked)]
    lost.hidden = booked < 0
    gained.hidden = booked >= 0
    for (const stop of form.querySelectorAll("button")) stop.setAttribute("aria-pressed", +stop.value === at)
  }
  const tell = () => {
    const at = +range.value, text = at < last ? fall : rise
    if (listed.checked) said.textContent = after
    else if (at !== last) said.textContent = text.replace("{0}", values[last]).replace("{1}", values[at]).replace("{2}", sums[Math.abs(at - last)])
    last = at
  }

  range.addEventListener("input", show)
  range.addEventListener("change", tell)
  listed.addEventListener("change", () => {
    show()
    said.textContent = listed.checked ? after : before
    last = +range.value
  })
  form.addEventListener("click", event => {
    const stop = event.target.closest("button")
    if (!stop) return
    range.value = stop.value
    show()
    tell()
  })
  form.addEventListener("submit", event => event.preventDefault())
  form.reset()
  form.querySelector("fieldset").disabled = false
  show()
}
