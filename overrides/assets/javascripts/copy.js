/* Gives every text of a citation a button that copies it, and puts the reader's own day where
   a citation needs the day of access. Without this script the texts stand there to be marked. */
for (const block of document.querySelectorAll(".cite")) {
  const { accessed, copy, copied, failed } = block.dataset
  const now = new Date()
  const today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10)
  const status = document.createElement("p")
  status.className = "cite__status"
  status.setAttribute("role", "status")
  block.append(status)
  for (const text of block.querySelectorAll("[data-text]")) {
    text.textContent = text.textContent.replace(`[${accessed}]`, `[${today}]`)
    const button = document.createElement("button")
    button.type = "button"
    button.className = "cite__copy"
    button.textContent = copy
    button.addEventListener("click", async () => {
      let done = copied
      try {
        await navigator.clipboard.writeText(text.textContent)
      } catch {
        done = failed
        getSelection().selectAllChildren(text)
      }
      status.textContent = button.textContent = done
      setTimeout(() => { button.textContent = copy; status.textContent = "" }, 2e3)
    })
    text.after(" ", button)
  }
}
