// What an installed app can do: reading without a network (the worker), “Install” where the browser offers it, “Share”
// where it has that.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}

let offer;
const button = document.querySelector("[data-install]");

function showInstall(event) {
  offer = event;
  button.hidden = !offer;
  const block = button.closest(".app");
  if (offer) block.hidden = false;
  else if (!block.querySelector("a")) block.hidden = true;
}

if (button) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    showInstall(event);
  });
  addEventListener("appinstalled", () => showInstall(undefined));
  button.addEventListener("click", () => {
    offer?.prompt();
    showInstall(undefined); // an offer can be taken up once
  });
}

document.addEventListener("click", (event) => {
  const share = event.target.closest("[data-share]");
  if (share) navigator.share({ title: share.dataset.share, url: location.href.split("#", 1)[0] }).catch(() => undefined);
});
