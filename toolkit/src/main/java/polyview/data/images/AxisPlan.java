package polyview.data.images;

/**
 * For each pixel of a resized row or column the two source pixels that it lies between, as TensorFlow's resize ops find them.
 *
 * <p>Centres of pixels lie at halves. All numbers are floats that are rounded where the ops round them.
 *
 * @param lower the first of the two
 * @param upper the second, the same as the first at the edge
 * @param weight of the second; the first has the rest of 1
 */
record AxisPlan(int[] lower, int[] upper, float[] weight) {

    /** From so many source pixels, of which the first has this number, to so many. */
    static AxisPlan of(ImageForm.Resampling resampling, int first, int source, int target) {
        AxisPlan plan = new AxisPlan(new int[target], new int[target], new float[target]);
        float scale = source / (float) target;
        for (int i = 0; i < target; i++) {
            float centre = (i + 0.5f) * scale;
            if (resampling == ImageForm.Resampling.NEAREST) {
                plan.set(i, Math.min((int) centre, source - 1), 0, 0, first);
            } else {
                float at = centre - 0.5f;
                float floor = (float) Math.floor(at);
                int below = Math.max((int) floor, 0);
                int above = Math.min((int) Math.ceil(at), source - 1);
                plan.set(i, below, above - below, at - floor, first);
            }
        }
        return plan;
    }

    /** The weight counts only where there are two. */
    private void set(int i, int below, int step, float share, int first) {
        lower[i] = first + below;
        upper[i] = first + below + step;
        weight[i] = step == 0 ? 0 : share;
    }
}
