package polyview.data.loader;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;
import polyview.data.images.ImageForm;

/** One sample on its way from its files into a batch; its arrays are used again for another after it. */
final class Sample {

    /** Why an image of it cannot be had: the number of the input, and the reason. */
    record Fault(int input, String reason) {}

    private final float[][] images;
    private final List<Fault> faults = new ArrayList<>();
    private int row;

    Sample(List<ImageForm> forms) {
        images = forms.stream().map(form -> new float[form.values()]).toArray(float[][]::new);
    }

    /** Begins anew, for a row of the manifest. */
    void start(int newRow) {
        row = newRow;
        faults.clear();
    }

    int row() {
        return row;
    }

    /** The values (H, W, C) of one input. */
    float[] image(int input) {
        return images[input];
    }

    void fault(int input, String reason) {
        faults.add(new Fault(input, reason));
    }

    /** Empty for a good sample. */
    List<Fault> faults() {
        return faults;
    }

    /** Copies every image into the place of one sample in a batch. */
    void copyTo(List<FloatArray> batch, int place) {
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(images[i], 0, batch.get(i).values(), place * images[i].length, images[i].length);
        }
    }
}
