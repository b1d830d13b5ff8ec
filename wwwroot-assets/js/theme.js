// Runs before the first paint, so that a dark page does not flash white.
(function () {
  var stored = localStorage.getItem("mlw-theme");
  var dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
