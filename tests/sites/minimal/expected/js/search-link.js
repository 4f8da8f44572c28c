const link = document.querySelector("[data-search-link]");
const form = document.querySelector("main [data-search]");
const client = () => import(link.dataset.script);
let box;
async function show(event) {
event.preventDefault();
if (form) return form.querySelector("input").focus();
try {
box ??= client().then(({ box }) => box(link.href));
(await box)();
} catch {
location.assign(link.href);
}
}
link?.addEventListener("click", (event) => event.ctrlKey || event.metaKey || event.shiftKey || show(event));
document.addEventListener("keydown", (event) => {
const { key, target, ctrlKey, metaKey, altKey } = event;
const isCtrl = ctrlKey || metaKey;
const isTyping = target.closest("input, textarea, select, [contenteditable]");
if (link && !altKey && (isCtrl ? key === "k" : key === "/" && !isTyping)) show(event);
});
if (form) client().then(({ mount }) => mount(form, true)).then((input) => input.value || input.focus());
