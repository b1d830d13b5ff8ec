// What pages ask of the browser.
window.workbench = {
  charts: new Map(),
  // Charts are drawn only once their script is there: a drawing that waits for it would find its element gone when the page is left meanwhile.
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
  // Answers whether it worked. Browsers give the clipboard to https and localhost only; elsewhere the old way serves.
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
