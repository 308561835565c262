// Shows the point of a chart that is next to the mouse, or that the arrow keys reach; {key} names the element. Nothing is loaded.
(function () {
  document.querySelectorAll('[data-polyview="{key}"]').forEach(function (root) {
    // A page may hold the same output twice, and may run the script once for each.
    if (root.polyviewStarted) { return; }
    root.polyviewStarted = true;
    var image = root.querySelector('img');
    var points = Array.from(root.querySelectorAll('[data-at]')).map(function (row) {
      var at = row.dataset.at.split(' ').map(Number);
      return { x: at[0], y: at[1], text: row.cells[0].textContent + '\n' + row.cells[1].textContent };
    });
    var chosen = -1;
    function box(style) {
      var made = document.createElement('div');
      made.style.cssText = 'position:absolute;display:none;pointer-events:none;z-index:9;' + style;
      root.appendChild(made);
      return made;
    }
    var ring = box('width:14px;height:14px;margin:-9px 0 0 -9px;border:2px solid #d55e00;border-radius:50%;'
      + 'box-sizing:content-box');
    var tip = box('max-width:50%;width:max-content;box-sizing:border-box;padding:4px 8px;border-radius:4px;'
      + 'background:#222;color:#fff;font:12px/1.4 sans-serif;text-align:left;white-space:pre-line');
    tip.setAttribute('role', 'status');
    function scale() { return image.clientWidth / Number(root.dataset.width); }
    function distance(point, x, y) { return Math.hypot(point.x - x, point.y - y); }
    function show(index) {
      chosen = index;
      ring.style.display = tip.style.display = index < 0 ? 'none' : 'block';
      if (index < 0) { return; }
      var point = points[index];
      var x = point.x * scale();
      var y = point.y * scale();
      // Points that are drawn in one place are told together.
      var same = points.filter(function (other) { return distance(other, point.x, point.y) <= 2; });
      tip.textContent = same.slice(0, 4).map(function (other) { return other.text; }).join('\n')
        + (same.length > 4 ? '\nand ' + (same.length - 4) + ' more here' : '');
      ring.style.left = x + 'px';
      ring.style.top = y + 'px';
      var right = x > image.clientWidth / 2;
      tip.style.left = right ? 'auto' : x + 14 + 'px';
      tip.style.right = right ? root.clientWidth - x + 14 + 'px' : 'auto';
      tip.style.top = Math.max(0, y - 16) + 'px';
    }
    function nearest(event) {
      var box = image.getBoundingClientRect();
      var x = (event.clientX - box.left) / scale();
      var y = (event.clientY - box.top) / scale();
      var best = -1;
      points.forEach(function (point, i) {
        if (distance(point, x, y) < (best < 0 ? 40 : distance(points[best], x, y))) { best = i; }
      });
      show(best);
    }
    image.addEventListener('pointermove', nearest);
    image.addEventListener('pointerdown', nearest);
    image.addEventListener('pointerleave', function () { show(-1); });
    image.addEventListener('blur', function () { show(-1); });
    image.tabIndex = 0;
    image.addEventListener('keydown', function (event) {
      var last = points.length - 1;
      var next = { ArrowRight: Math.min(last, chosen + 1), ArrowLeft: Math.max(0, chosen - 1),
        Home: 0, End: last, Escape: -1 }[event.key];
      if (next !== undefined) {
        show(next);
        event.preventDefault();
      }
    });
  });
})();
