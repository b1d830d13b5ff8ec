// Starts the page's connection. If it is lost, a banner appears; if the server restarted, the page reloads.
(function () {
  var banner = document.getElementById("connection-banner");
  var retrying = false;
  async function reconnect() {
    if (retrying) return;
    retrying = true;
    banner.hidden = false;
    for (;;) {
      await new Promise(function (done) { setTimeout(done, 1000); });
      try {
        if (await Blazor.reconnect()) {
          banner.hidden = true;
          retrying = false;
          return;
        }
        location.reload();
        return;
      } catch {
        // The server is not back yet.
      }
    }
  }
  Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: reconnect,
        onConnectionUp: function () { banner.hidden = true; retrying = false; },
      },
    },
  });
})();
