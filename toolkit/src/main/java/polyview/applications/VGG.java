package polyview.applications;

import java.util.Optional;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;

/**
 * VGG16 and VGG19: five blocks of 3x3 convolutions, with names such as {@code block1_conv1}, and three dense layers. Source: Simonyan and
 * Zisserman 2015.
 *
 * <p>As Keras has it: VGG16 has 138,357,544 parameters for 224x224 images and 1000 classes, 14,714,688 without the top; VGG19
 * 143,667,240 and 20,024,384. {@link #preprocess} orders the channels blue, green, red and subtracts the means 103.939, 116.779, 123.68.
 *
 * <p>Refused: {@code VGG has 16 or 19 layers, got 11}.
 */
public final class VGG extends Application<VGG> {

    private static final int[] FILTERS = {64, 128, 256, 512, 512};
    private static final int HIDDEN = 4096;

    private final int[] convolutions;

    /** 16 or 19 layers with weights. */
    public VGG(int layers) {
        this.convolutions = switch (layers) {
            case 16 -> new int[] {2, 2, 3, 3, 3};
            case 19 -> new int[] {2, 2, 4, 4, 4};
            default -> throw new IllegalArgumentException("VGG has 16 or 19 layers, got " + layers);
        };
    }

    @Override
    VGG self() {
        return this;
    }

    @Override
    SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = image;
        for (int block = 1; block <= FILTERS.length; block++) {
            for (int i = 1; i <= convolutions[block - 1]; i++) {
                x = new Conv2D(FILTERS[block - 1], 3)
                        .padding(Padding.SAME)
                        .activation(Activation.RELU)
                        .name("block" + block + "_conv" + i)
                        .apply(x);
            }
            x = new MaxPooling2D(2).name("block" + block + "_pool").apply(x);
        }
        return x;
    }

    @Override
    SymbolicTensor top(SymbolicTensor features) {
        SymbolicTensor x = new Flatten().name("flatten").apply(features);
        x = new Dense(HIDDEN).activation(Activation.RELU).name("fc1").apply(x);
        return new Dense(HIDDEN).activation(Activation.RELU).name("fc2").apply(x);
    }

    @Override
    Optional<String> averageName() {
        return Optional.empty();
    }

    @Override
    Optional<String> maxName() {
        return Optional.empty();
    }

    @Override
    public FloatArray preprocess(FloatArray images) {
        return Preprocessing.caffe(images);
    }
}
