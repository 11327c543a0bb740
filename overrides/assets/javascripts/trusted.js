/* Texts become HTML, and addresses scripts, only by this policy, which the page's own asks for. The
   theme's search writes what it has found as HTML: of these elements, and with classes at most. */
const ALIEN = /<(?!\/?(?:mark|del|div|nav|span|h[1-6]|p|ul|ol|li|pre|code|sub|sup)(?: class="[\w -]*")?>)/g
window.trustedTypes?.createPolicy("default", {
  createHTML: text => text.replace(ALIEN, "&lt;"),
  createScriptURL: address => new URL(address, document.baseURI).origin === location.origin ? address : null,
})
