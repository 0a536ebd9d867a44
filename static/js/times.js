// Brings every <time data-relative> up to date, so that a page that was kept never lies. The same wording as
// newsroom/lib/times.py: relative when younger than seven days, else dd-mm-yyyy in the site's zone.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { timeZone, justNow } = document.body.dataset;
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang);
const calendar = new Intl.DateTimeFormat("en", { timeZone, day: "2-digit", month: "2-digit", year: "numeric" });

function dayOf(when) {
  const parts = Object.fromEntries(calendar.formatToParts(when).map(({ type, value }) => [type, value]));
  return `${parts.day}-${parts.month}-${parts.year.padStart(4, "0")}`;
}

function label(when, now) {
  const age = now - when;
  if (age < 0 || age >= 7 * DAY) return dayOf(when);
  if (age < MINUTE) return justNow;
  if (age < HOUR) return relative.format(-Math.floor(age / MINUTE), "minute");
  if (age < DAY) return relative.format(-Math.floor(age / HOUR), "hour");
  return relative.format(-Math.floor(age / DAY), "day");
}

function refresh() {
  const now = Date.now();
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const text = label(Date.parse(time.dateTime), now);
    if (time.textContent !== text) time.textContent = text;
  }
}

refresh();
setInterval(refresh, MINUTE);
addEventListener("pageshow", refresh);
document.addEventListener("river:grown", refresh);
