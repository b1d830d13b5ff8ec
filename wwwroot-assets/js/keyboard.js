// Keyboard shortcuts of every page: g and a letter opens a page, / searches the list, ? shows help, Ctrl-K opens the jump palette.
(function () {
  var goUntil = 0;
  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function press(id) {
    var button = document.getElementById(id);
    if (button) button.click();
  }
  function search() {
    var box = document.querySelector(".mlw-content .mlw-search input");
    if (box) box.focus();
    else press("mlw-jump");
  }
  // The framework handles clicks on links: it scrolls to the target, and leaves the focus.
  document.addEventListener("click", function (event) {
    if (event.target.closest(".mlw-skip")) document.getElementById("content").focus();
  });
  document.addEventListener("keydown", function (event) {
    var key = event.key;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "k") {
      event.preventDefault();
      press("mlw-jump");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (key === "Escape") event.target.blur();
      return;
    }
    var going = Date.now() < goUntil;
    goUntil = 0;
    if (going && /^[a-z]$/.test(key)) {
      var link = document.querySelector('[data-go="' + key + '"]');
      if (link) link.click();
    } else if (key === "g") {
      goUntil = Date.now() + 1500;
    } else if (key === "/") {
      event.preventDefault();
      search();
    } else if (key === "?") {
      press("mlw-help");
    }
  });
})();
