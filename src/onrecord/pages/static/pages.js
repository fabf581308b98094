/* What makes pages nicer where scripts run; everything is there without them. */
"use strict";
(function () {
  const numbers = (element) => (element.dataset.c || "").split(" ").filter(Boolean);

  for (const reading of document.querySelectorAll(".reading")) {
    const told = Array.from(reading.querySelectorAll(".told"));
    const marked = Array.from(reading.querySelectorAll(".text [data-c]"));

    // The parts of a claim in the text, lit while it is pointed at in the margin.
    const light = (number, on) => {
      for (const each of marked) if (numbers(each).includes(number)) each.classList.toggle("lit", on);
    };
    for (const each of told) {
      for (const event of ["mouseenter", "focusin"]) each.addEventListener(event, () => light(each.dataset.n, true));
      for (const event of ["mouseleave", "focusout"]) each.addEventListener(event, () => light(each.dataset.n, false));
    }
    // A click in the text leads to the innermost claim there.
    reading.querySelector(".text").addEventListener("click", (event) => {
      const piece = event.target.closest("[data-c]");
      if (!piece || window.getSelection().toString()) return;
      const inside = numbers(piece).pop();
      const found = told.find((each) => each.dataset.n === inside && !each.hidden);
      if (found) found.scrollIntoView({ block: "nearest" });
    });

    const pick = reading.querySelector(".pick");
    if (!pick) continue;
    pick.hidden = false;
    pick.addEventListener("submit", (event) => event.preventDefault());
    pick.addEventListener("change", () => {
      const speaker = pick.elements.speaker, act = pick.elements.act.value;
      const least = Number(pick.elements.confidence.value);
      const hidden = new Set();
      for (const each of told) {
        const fits =
          (speaker.selectedIndex === 0 || each.dataset.speaker === speaker.value) &&
          (!act || each.dataset.act === act) &&
          Number(each.dataset.confidence) >= least;
        each.hidden = !fits;
        if (!fits) hidden.add(each.dataset.n);
      }
      for (const each of marked) {
        const off = numbers(each).every((number) => hidden.has(number));
        each.classList.toggle("off", off);
      }
    });
  }
})();
