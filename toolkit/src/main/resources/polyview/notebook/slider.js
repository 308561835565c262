// Makes a slider of the pictures below a still one; {key} names the element. Nothing is loaded.
(function () {
  document.querySelectorAll('[data-polyview="{key}"]').forEach(function (root) {
    // A page may hold the same output twice, and may run the script once for each.
    if (root.polyviewStarted) { return; }
    root.polyviewStarted = true;
    var still = root.querySelector('img');
    var caption = root.querySelector('[data-caption]');
    var folded = root.querySelector('details');
    var frames = Array.from(folded.querySelectorAll('img')).map(function (image) {
      return { src: image.src, label: image.alt };
    });
    var first = Number(root.dataset.first);
    frames.splice(first, 0, { src: still.src, label: still.alt });
    var range = document.createElement('input');
    range.type = 'range';
    range.min = 0;
    range.max = frames.length - 1;
    range.step = 1;
    range.value = first;
    range.setAttribute('aria-label', 'picture');
    range.style.cssText = 'display:block;box-sizing:border-box;margin:0.4em 0;max-width:100%;width:'
      + Math.max(220, still.width) + 'px';
    function show() {
      var frame = frames[Number(range.value)];
      still.src = frame.src;
      still.alt = frame.label;
      caption.textContent = frame.label;
      range.setAttribute('aria-valuetext', frame.label);
    }
    range.addEventListener('input', show);
    caption.before(range);
    folded.style.display = 'none';
    show();
  });
})();
