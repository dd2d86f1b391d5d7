/* [data-lotse-signature="name"]: a field to sign in with mouse, pen or finger; the strokes go into the hidden field of that name.
   Without a script, or without a hand that draws, the typed name beside it is the way. Only the shape is kept, no times. */
const WIDTH = 1000, HEIGHT = 300;

document.querySelectorAll("[data-lotse-signature]").forEach((box) => {
  const canvas = box.querySelector("canvas"), field = box.closest("form").elements[box.dataset.lotseSignature];
  const status = box.querySelector("[role=status]"), pen = canvas.getContext("2d");
  let strokes = [], drawing = null;
  box.hidden = false;
  canvas.width = WIDTH; canvas.height = HEIGHT;
  try { strokes = JSON.parse(field.value || "[]"); } catch { strokes = []; }

  const place = (event) => {
    const area = canvas.getBoundingClientRect();
    const bound = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
    return [bound((event.clientX - area.left) / area.width * WIDTH, WIDTH), bound((event.clientY - area.top) / area.height * HEIGHT, HEIGHT)];
  };
  const draw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 5; pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
  };
  const keep = () => {
    field.value = strokes.length ? JSON.stringify(strokes) : "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    status.textContent = strokes.length ? "Unterschrift erfasst" : "Noch keine Unterschrift";
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [place(event)];
    strokes.push(drawing);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawing.push(place(event));
    draw();
  });
  const end = () => { if (drawing) { drawing = null; draw(); keep(); } };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  box.querySelector("[data-lotse-signature-clear]").addEventListener("click", () => { strokes = []; draw(); keep(); });
  draw();
  keep();
});
