// A table wider than its box scrolls in it. The box then has a name and accepts the focus, so that the keyboard can scroll it.
(function () {
  var boxes = ".mlw-table-wrap, .mlw-chart-table, .mlw-column-detail, .mlw-associations > .mlw-panel";
  var planned = false;
  function nameOf(box) {
    var table = box.querySelector("table[aria-label]");
    if (table) return table.getAttribute("aria-label");
    var part = box.closest("figure, section, .mud-dialog, main");
    var heading = part && part.querySelector("figcaption, h1, h2, h3");
    return heading ? heading.textContent.trim() : "Table";
  }
  function judge(box) {
    var scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls && !box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", nameOf(box));
      box.dataset.scrolls = "";
    } else if (!scrolls && box.dataset.scrolls !== undefined) {
      ["tabindex", "role", "aria-label", "data-scrolls"].forEach(function (name) { box.removeAttribute(name); });
    }
  }
  // Once per frame, regardless of the number of changes in it.
  function plan() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(function () {
      planned = false;
      document.querySelectorAll(boxes).forEach(judge);
    });
  }
  new MutationObserver(plan).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["open", "hidden"] });
  addEventListener("resize", plan);
  plan();
})();
