package polyview.layers;

import java.util.ArrayList;
import java.util.List;

/** One image, one kernel and one way to move it over the image: the grid for layers over the channels alone. */
record WindowGrid(Size image, Size kernel, Sliding how) {

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 4));
    private static final List<Size> KERNELS = List.of(new Size(1, 1), new Size(3, 3), new Size(2, 3));

    /** All that fit; with SAME the kernel may be larger than the image. */
    static List<WindowGrid> all() {
        List<WindowGrid> grid = new ArrayList<>();
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Sliding how : Windows.all()) {
                    if (Windows.fits(how, image, kernel)) {
                        grid.add(new WindowGrid(image, kernel, how));
                    }
                }
            }
        }
        return grid;
    }

    @Override
    public String toString() {
        return "image " + image + ", kernel " + kernel + ", " + Windows.name(how);
    }
}
