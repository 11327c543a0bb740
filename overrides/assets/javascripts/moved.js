/* Leads from a page that has moved to where it is now, keeping the anchor and the query, which
   the page's own refresh would lose. */
const { target } = document.currentScript.dataset
location.replace(target + location.search + (target.includes("#") ? "" : location.hash))
