"use strict";
// The page of api.py: what is typed becomes a document, what comes back is a drawing of the library or its refusal.

const $ = (id) => document.getElementById(id);
const lang = () => document.documentElement.lang;
const day = () => $("search").elements.on.value;
const words = (vi, en) => (lang() === "vi" ? vi : en);

const MOST = 50; // organizations listed
let shown = null; // the organization that is looked at
let planned = null; // the plan that was previewed, and the seal of the ledger it was previewed on

async function ask(path, values = {}, body = undefined) {
  const sent = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${path}?${new URLSearchParams({ lang: lang(), ...values })}`, sent);
  if (response.headers.get("Content-Type").startsWith("text/html")) return response.text();
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message[lang()]), { status: response.status });
  return answer;
}

async function draw(id, path, values = {}, body = undefined) {
  const html = await ask(path, { form: "html", ...values }, body);
  $(id).innerHTML = html; // the library escapes every name, and the page allows no script in it
}

function say(text) {
  $("said").textContent = text;
  $("said").hidden = !text;
  if (text) $("said").scrollIntoView({ block: "nearest" });
}

// runs one step at a time, with what goes wrong told in words
function step(work) {
  return async (event) => {
    event?.preventDefault();
    say("");
    try {
      await work(event);
    } catch (error) {
      say(error instanceof TypeError ? words("Không kết nối được với máy chủ.", "The server cannot be reached.") : error.message);
    }
  };
}

function element(tag, properties, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

async function search() {
  const found = await ask("/organizations", { text: $("search").elements.text.value, on: day() });
  const buttons = found.slice(0, MOST).map((one) => {
    const button = element("button", { type: "button", textContent: one.name });
    button.onclick = step(() => look(one.id));
    return element("li", {}, button);
  });
  $("found").replaceChildren(...buttons);
  $("count").textContent = found.length > MOST
    ? words(`${found.length} tổ chức, hiện ${MOST} đầu tiên`, `${found.length} organizations, the first ${MOST} shown`)
    : words(`${found.length} tổ chức`, `${found.length} ${found.length === 1 ? "organization" : "organizations"}`);
  if (found.length === 1) await look(found[0].id);
}

const pathOf = (id) => `/organizations/${encodeURIComponent(id)}`;

async function look(id) {
  const seen = await ask(pathOf(id), { on: day() });
  await draw("organization", pathOf(id), { on: day() });
  shown = seen.organization;
  const cells = seen.children.filter((one) => one.form === "chi_bo");
  $("merging").hidden = cells.length < 2;
  $("whose").textContent = shown.name;
  const boxes = cells.map((one) =>
    element("label", {}, element("input", { type: "checkbox", name: "sources", value: one.id }), one.name));
  $("sources").replaceChildren(...boxes);
  $("merge").elements.into.replaceChildren(
    element("option", { value: "", textContent: "…" }),
    ...cells.map((one) => element("option", { value: one.id, textContent: one.name })));
  forget();
}

function forget() {
  planned = null;
  $("preview").replaceChildren();
  $("enact").hidden = true;
}

function merger() {
  const given = new FormData($("merge"));
  return {
    schema: "dangbo/plan",
    version: 2,
    effective: given.get("effective"),
    decided_by: shown.id,
    basis: { kind: "quyết định", number: given.get("number"), issued: given.get("issued"), issuer: given.get("issuer") },
    operations: [{ operation: "merge", sources: given.getAll("sources"), into: given.get("into") }],
  };
}

async function preview() {
  forget();
  const plan = merger();
  const { seal } = await ask("/ledger");
  const { is_blocked } = await ask("/preview", {}, plan);
  await draw("preview", "/preview", {}, plan);
  planned = { plan, seal };
  $("enact").hidden = is_blocked;
}

async function enact() {
  const { plan, seal } = planned;
  try {
    await ask("/ledger", { seal }, plan);
  } catch (error) {
    if (error.status !== 409) throw error;
    forget(); // what was previewed may no longer be what it would do
    await redraw();
    throw new Error(words(
      "Sổ đã được ghi thêm từ lúc xem trước, nên quyết định này chưa được ghi. Hãy xem lại sổ rồi xem trước lần nữa.",
      "More was recorded since the preview, so this decision was not. Look at the ledger, and preview once more."));
  }
  $("search").elements.on.value = plan.effective;
  await turnTo();
  say(words("Đã ghi vào sổ.", "Recorded."));
}

// every drawing once more, in the language and on the day that are chosen
async function redraw() {
  document.querySelector("[data-on]").href = `/tables/structure?form=xlsx&on=${day()}`;
  const on = { on: day() };
  await Promise.all([
    draw("ledger", "/ledger"),
    draw("structure", "/tables/structure", on),
    shown && draw("organization", pathOf(shown.id), on),
    planned && draw("preview", "/preview", {}, planned.plan),
    $("attention").childElementCount && draw("attention", "/attention", on),
  ]);
}

async function turnTo() {
  await redraw();
  if (shown) await look(shown.id);
}

async function translate() {
  document.documentElement.lang = words("en", "vi");
  $("count").textContent = "";
  await redraw();
}

$("search").onsubmit = step(search);
$("search").elements.on.onchange = step(turnTo);
$("merge").onsubmit = step(preview);
$("merge").oninput = forget; // what is enacted is what was previewed
$("enact").onclick = step(enact);
$("switch").onclick = step(translate);
$("ask").onclick = step(() => draw("attention", "/attention", { on: day() }));
step(async () => {
  await redraw();
  await search();
})();
