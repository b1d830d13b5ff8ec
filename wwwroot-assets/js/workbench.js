// Functions that pages call in the browser.
window.workbench = {
  charts: new Map(),
  // Charts are rendered only after their script has loaded. A pending chart would not find its element if the page was left in the meantime.
  loadCharts: function (module, script) {
    const charts = window.workbench.charts;
    if (!charts.has(script)) {
      const loaded = import(new URL(module, document.baseURI)).then((loader) => loader.importScript("plotly-import", script));
      loaded.catch(() => charts.delete(script));
      charts.set(script, loaded);
    }
    return charts.get(script);
  },
  isDark: function () {
    return document.documentElement.dataset.theme === "dark";
  },
  setDark: function (dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    localStorage.setItem("mlw-theme", dark ? "dark" : "light");
  },
  // Returns whether it worked. Browsers provide the clipboard API on https and localhost only; elsewhere, execCommand copies.
  copy: async function (text) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    var area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var copied = document.execCommand("copy");
    area.remove();
    return copied;
  },
};
