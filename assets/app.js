// Conveniences on top of pages that work without it. No framework, no inline code, nothing from elsewhere.
// Each part looks for its own attributes and does nothing when they are absent.
"use strict";

(() => {
const enhance = () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const first = (selector, root = document) => root.querySelector(selector);
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const language = document.documentElement.lang || "en";

  // The reader's own time after a moment in UTC.
  const clock = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const zoneOffset = new Date().getTimezoneOffset();
  for (const time of all("time[data-local]")) {
    const at = new Date(time.dateTime);
    if (zoneOffset !== 0 && !Number.isNaN(at.valueOf())) time.title = clock.format(at);
  }

  // Character counts. The server decides; this only tells early.
  for (const field of all("[data-max]")) {
    const count = document.getElementById(`${field.id}-count`);
    if (!count) continue;
    const max = Number(field.dataset.max);
    const show = () => {
      const left = max - [...field.value].length;
      count.textContent = `${Math.abs(left).toLocaleString(language)} ${left < 0 ? count.dataset.over : count.dataset.left}`;
      count.classList.toggle("count-over", left < 0);
    };
    field.addEventListener("input", show);
    if (field.value) show();
  }

  // Copy buttons.
  for (const button of all("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard || !source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = first("span", button);
      const before = words.textContent;
      try {
        await navigator.clipboard.writeText(source.textContent);
        words.textContent = button.dataset.done;
        setTimeout(() => { words.textContent = before; }, 2000);
      } catch { getSelection().selectAllChildren(source); }
    });
  }

  // A search box above a long list: hides what does not match.
  for (const select of all("select[data-search]")) {
    const box = make("input", { type: "search", className: "list-search", autocomplete: "off", placeholder: select.dataset.search });
    box.setAttribute("aria-label", select.dataset.search);
    const options = all("option", select).map((option) => ({ option, words: option.text.toLowerCase() }));
    box.addEventListener("input", () => {
      const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = ({ option, words }) => option.value && wanted.every((word) => words.includes(word));
      const match = wanted.length ? options.find(fits) : undefined;
      if (match) select.value = match.option.value;
      for (const entry of options) {
        // What is chosen, the empty entry and "not in the list" always stay.
        const stays = fits(entry) || entry.option.selected || ["", "other"].includes(entry.option.value);
        entry.option.hidden = !stays;
        entry.option.disabled = !stays;
      }
      for (const group of all("optgroup", select)) group.hidden = all("option", group).every((option) => option.hidden);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    // Enter in the search box must not send the form.
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); select.focus(); } });
    select.before(box);
  }

  // Select all, and how many are selected.
  for (const place of all("[data-select-all]")) {
    const table = place.closest("table");
    const boxes = all("tbody .select-column input", table);
    const every = make("input", { type: "checkbox" });
    every.setAttribute("aria-label", place.dataset.selectAll);
    place.replaceWith(every);
    const told = first("[data-chosen]", table.closest("form") || document);
    const idle = told && told.textContent;
    const show = () => {
      const n = boxes.filter((box) => box.checked).length;
      every.checked = n > 0 && n === boxes.length;
      every.indeterminate = n > 0 && n < boxes.length;
      if (told) told.textContent = n ? `${n} ${told.dataset.chosen}` : idle;
    };
    every.addEventListener("change", () => { for (const box of boxes) box.checked = every.checked; show(); });
    table.addEventListener("change", show);
  }

  // Keys for lists: j k x o / and ?. Dead while typing, switched off by choice (WCAG 2.1.4).
  const keys = document.getElementById("keys");
  const remembered = () => { try { return localStorage.getItem("keys"); } catch { return null; } };
  if (keys) {
    const off = first("[data-keys-off]", keys);
    off.checked = remembered() === "off";
    off.addEventListener("change", () => { try { localStorage.setItem("keys", off.checked ? "off" : "on"); } catch { /* not kept */ } });
    const rows = all(".table-walk tbody tr");
    let at = -1;
    const walk = (step) => {
      if (!rows.length) return;
      if (rows[at]) rows[at].classList.remove("at");
      at = Math.min(rows.length - 1, Math.max(0, at + step));
      rows[at].classList.add("at");
      const link = first(".main-column a", rows[at]);
      if (link) link.focus({ preventScroll: true });
      rows[at].scrollIntoView({ block: "nearest" });
    };
    const acts = {
      j: () => walk(1),
      k: () => walk(-1),
      x: () => { const box = rows[at] && first(".select-column input", rows[at]); if (box) box.click(); },
      o: () => { const link = rows[at] && first(".main-column a", rows[at]); if (link) link.click(); },
      "/": () => { const box = first("[data-search-key]"); if (box) box.focus(); },
      "?": () => { if (!keys.open) keys.showModal(); },
    };
    document.onkeydown = (event) => {
      const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
      if (off.checked && event.key !== "?") return;
      const act = acts[event.key];
      if (act) { event.preventDefault(); act(); }
    };
    // With the keys off, the list stays reachable from the menu.
    for (const button of all("[data-keys-open]")) { button.hidden = false; button.addEventListener("click", () => keys.showModal()); }
  }

  // On narrow screens the menu starts closed.
  const menu = first(".rail-menu");
  if (menu && matchMedia("(max-width: 52rem)").matches) menu.open = false;

  // The live CVSS score: the server computes it from the form's fields.
  for (const place of all("[data-score]")) {
    const form = place.closest("form");
    if (!form) continue;
    let turn = 0;
    form.addEventListener("change", async (event) => {
      if (!event.target.matches("[data-metric], [data-metrics] *")) return;
      const mine = ++turn;
      const query = new URLSearchParams();
      for (const field of all("[data-metric], [data-metrics] :is(input, select)", form)) {
        if ((field.type !== "radio" || field.checked) && field.name && field.value) query.append(field.name, field.value);
      }
      try {
        const answer = await fetch(`${place.dataset.score}?${query}`, { headers: { accept: "application/json" } });
        if (!answer.ok || mine !== turn) return;
        const { score, severity_words: words } = await answer.json();
        place.textContent = `${place.dataset.words}: ${Number(score).toFixed(1)} ${words || ""}`;
      } catch { place.textContent = ""; }
    });
  }

  // A saved reply is added to what is typed, so that nothing is lost.
  for (const form of all("form[data-reply]")) {
    const text = document.getElementById(form.dataset.reply);
    form.addEventListener("submit", async (event) => {
      if (!text) return;
      event.preventDefault();
      const query = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(`${location.pathname}?${query}`, { headers: { accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const reply = page.getElementById(form.dataset.reply);
        if (!answer.ok || !reply || !reply.value) return;
        text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${reply.value}` : reply.value;
        text.dispatchEvent(new Event("input", { bubbles: true }));
        text.focus();
      } catch { /* The button can be pressed again. */ }
    });
  }

  // Text that was not sent yet.
  for (const form of all("form[data-guard]")) {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => { if (changed && form.isConnected) event.preventDefault(); });
  }

  // Progress of an upload. When anything goes wrong the form is still filled and can be sent the plain way.
  for (const form of all("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      const files = all("input[type=file]", form).flatMap((input) => [...input.files]);
      const size = files.reduce((sum, file) => sum + file.size, 0);
      if (size < 1_000_000 || event.defaultPrevented || form.dataset.plain) return;
      event.preventDefault();
      const state = make("p", { className: "upload-state" });
      state.setAttribute("role", "status");
      const bar = make("progress", { max: 100, value: 0 });
      const words = make("span");
      state.append(bar, " ", words);
      form.append(state);
      for (const button of all("button", form)) button.disabled = true;
      const failed = () => {
        for (const button of all("button", form)) button.disabled = false;
        bar.remove();
        words.textContent = form.dataset.failed || "";
        form.dataset.plain = "yes";
      };
      const request = new XMLHttpRequest();
      const body = new FormData(form);
      if (event.submitter && event.submitter.name) body.append(event.submitter.name, event.submitter.value);
      request.open("POST", (event.submitter && event.submitter.getAttribute("formaction")) || form.getAttribute("action"));
      request.setRequestHeader("accept", "text/html");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = (100 * loaded) / total;
        words.textContent = `${form.dataset.uploading || ""} ${Math.round(bar.value)} %`;
      });
      request.addEventListener("error", failed);
      request.addEventListener("load", () => {
        if (request.status >= 500) { failed(); return; }
        // The answer is shown in place and not fetched again: it may hold what is shown only once.
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        document.title = page.title;
        document.body.replaceWith(page.body);
        if (request.responseURL) history.pushState(null, "", request.responseURL);
        scrollTo(0, 0);
        enhance();
      });
      request.send(body);
    });
  }

  const errors = document.getElementById("errors");
  if (errors) errors.focus();
};

enhance();
})();
