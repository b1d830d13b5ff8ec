// Sends a file to the server by a request of its own: the page's connection carries its progress, never its bytes.
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
  take(); // A quick hand, or a slow connection: the file was chosen before this ran.
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
    const token = await fetch("/api/v1/antiforgery").then((answer) => answer.ok ? answer.json() : null).catch(() => null);
    if (!token) {
      this.tell("FailedAsync", "You are signed out, or the server is away. Reload the page and try again.");
      return;
    }

    // Cancelled before there was a request to end.
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
    // What the file is, its content says.
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
      // A proxy's page instead of the server's answer.
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

  // The page's connection may be lost for a moment: what it missed, the next message says.
  tell(method, ...args) {
    this.page.invokeMethodAsync(method, ...args).catch(() => {});
  }
}

function warn(event) {
  event.preventDefault();
}
