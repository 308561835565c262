package polyview.models;

import java.util.Arrays;
import java.util.List;
import polyview.data.FloatArray;

/**
 * What a model put out for the samples that could be read in one pass, and which samples these are: row i of every output belongs to
 * the sample {@code samples()[i]} of the data set. Answers and numbers come from the same pass, so that they belong together whatever
 * happens to the files before or after it. Made by {@link Model#predictReadable}.
 *
 * <pre>{@code
 * Predictions answers = model.predictReadable(reader);
 * Manifest rows = reader.manifest().subset(answers.samples());   // row i of answers.output() is row i of rows
 * }</pre>
 */
public final class Predictions {

    private final List<FloatArray> outputs;
    private final int[] samples;

    Predictions(List<FloatArray> outputs, int[] samples) {
        this.outputs = List.copyOf(outputs);
        this.samples = samples.clone();
    }

    /** One array for each output of the model, each with a row for every sample of {@link #samples}. */
    public List<FloatArray> outputs() {
        return outputs;
    }

    /** The one output; refused: {@code the model has 2 outputs: use outputs() to get them all}. */
    public FloatArray output() {
        if (outputs.size() != 1) {
            throw new IllegalStateException(
                    "the model has " + outputs.size() + " outputs: use outputs() to get them all");
        }
        return outputs.get(0);
    }

    /** The numbers of the samples in the data set, from 0, row by row of the outputs. */
    public int[] samples() {
        return samples.clone();
    }

    /** {@code 2 samples, outputs [[2, 3]]}. */
    @Override
    public String toString() {
        return samples.length + (samples.length == 1 ? " sample" : " samples") + ", outputs "
                + Arrays.toString(outputs.stream().map(FloatArray::shape).toArray());
    }
}
