// What pages ask of the browser.
window.workbench = {
  isDark: function () {
    return document.documentElement.dataset.theme === "dark";
  },
  setDark: function (dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    localStorage.setItem("mlw-theme", dark ? "dark" : "light");
  },
  copy: function (text) {
    return navigator.clipboard.writeText(text);
  },
};
