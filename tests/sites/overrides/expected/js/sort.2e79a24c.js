const OVER = ["ended", "superseded", "retracted", "withdrawn"];
for (const table of document.querySelectorAll(".facts-table")) {
const heads = [...table.tHead.rows[0].cells];
for (const head of heads.filter((head) => "sortable" in head.dataset)) {
const button = document.createElement("button");
button.type = "button";
button.append(...head.childNodes);
head.append(button);
button.addEventListener("click", () => sort(table.tBodies[0], heads, head));
}
}
function sort(body, heads, head) {
const down = head.ariaSort === "ascending";
for (const other of heads) other.removeAttribute("aria-sort");
head.ariaSort = down ? "descending" : "ascending";
const place = (row) => {
const { rank } = row.cells[head.cellIndex].dataset;
const value = rank === undefined ? Infinity : down ? -rank : +rank;
return [OVER.includes(row.dataset.state), value];
};
const rows = [...body.rows].map((row) => [place(row), row]);
rows.sort(([[a, x], _], [[b, y], __]) => a - b || (x === y ? 0 : x - y));
body.append(...rows.map(([, row]) => row));
}
