// Uploads a file in a separate request. The page's connection carries only the progress.
const ReportInterval = 250;
const SpeedWindow = 3000;

export function attach(zone, input, page) {
  const upload = new Upload(page);
  const take = () => {
    if (input.files.length > 0) {
      upload.pick(input.files[0]);
      input.value = "";
    }
  };
  input.addEventListener("change", take);
  take(); // The file may have been chosen before this script ran.
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  };
  const leave = (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  };
  const drop = (event) => {
    zone.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    upload.pick(event.dataTransfer.files[0]);
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", drop);
  upload.detach = () => {
    document.removeEventListener("dragover", over);
    document.removeEventListener("dragleave", leave);
    document.removeEventListener("drop", drop);
    upload.cancel();
  };
  return upload;
}

class Upload {
  constructor(page) {
    this.page = page;
  }

  pick(file) {
    if (this.request) return;
    this.file = file;
    this.tell("PickedAsync", file.name, file.size);
  }

  async start(url) {
    this.wanted = true;
    const token = await fetch("api/v1/antiforgery").then((answer) => answer.ok ? answer.json() : null).catch(() => null);
    if (!token) {
      this.tell("FailedAsync", "You are signed out, or the server is away. Reload the page and try again.");
      return;
    }

    // Cancelled before the request existed.
    if (!this.wanted) {
      this.tell("CancelledAsync");
      return;
    }

    const request = new XMLHttpRequest();
    this.request = request;
    const samples = [[performance.now(), 0]];
    let reported = 0;
    request.upload.onprogress = (event) => {
      const now = performance.now();
      samples.push([now, event.loaded]);
      while (now - samples[0][0] > SpeedWindow && samples.length > 2) samples.shift();
      if (now - reported >= ReportInterval || event.loaded === event.total) {
        reported = now;
        const [start, sent] = samples[0];
        this.tell("ProgressAsync", event.loaded, event.total, now > start ? (event.loaded - sent) / (now - start) * 1000 : 0);
      }
    };
    request.upload.onload = () => this.tell("SentAsync");
    request.onload = () => this.finish(request);
    request.onerror = () => this.end("FailedAsync", "The connection broke before the file was stored. Nothing of it was kept; try again.");
    request.onabort = () => this.end("CancelledAsync");
    request.open("POST", url);
    // The server detects the format from the content.
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader(token.header, token.token);
    window.addEventListener("beforeunload", warn);
    request.send(this.file);
  }

  cancel() {
    this.wanted = false;
    this.request?.abort();
  }

  finish(request) {
    let answer = null;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // The answer is a proxy's page, not the server's JSON.
    }

    if (request.status >= 200 && request.status < 300 && answer) {
      this.end("DoneAsync", answer.dataset, answer.version, request.status === 201);
    } else {
      this.end("FailedAsync", answer?.detail ?? `The server answered ${request.status}. Nothing was stored; try again.`);
    }
  }

  end(method, ...args) {
    this.request = null;
    window.removeEventListener("beforeunload", warn);
    this.tell(method, ...args);
  }

  // The page's connection may be lost briefly. The next message contains what it missed.
  tell(method, ...args) {
    this.page.invokeMethodAsync(method, ...args).catch(() => {});
  }
}

function warn(event) {
  event.preventDefault();
}
