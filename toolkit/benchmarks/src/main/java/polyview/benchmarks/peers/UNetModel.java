package polyview.benchmarks.peers;

import java.util.List;
import polyview.benchmarks.steps.UNet;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.SymbolicTensor;
import polyview.layers.UpSampling2D;

/** {@link UNet} in Polyview. */
final class UNetModel {

    private record Encoded(SymbolicTensor first, SymbolicTensor second, SymbolicTensor deepest) {}

    private UNetModel() {}

    static SymbolicTensor of(List<SymbolicTensor> images) {
        Encoded left = encode(images.get(0));
        Encoded right = encode(images.get(1));
        SymbolicTensor x = new Concatenate().apply(left.deepest, right.deepest);
        x = Models.conv(4 * UNet.FILTERS).apply(x);
        x = new Concatenate().apply(new UpSampling2D(2).apply(x), left.second, right.second);
        x = Models.conv(2 * UNet.FILTERS).apply(x);
        x = new Concatenate().apply(new UpSampling2D(2).apply(x), left.first, right.first);
        x = Models.conv(UNet.FILTERS).apply(x);
        return new Conv2D(1, 1).apply(x);
    }

    private static Encoded encode(SymbolicTensor image) {
        SymbolicTensor first = Models.conv(UNet.FILTERS).apply(image);
        SymbolicTensor second = Models.conv(2 * UNet.FILTERS).apply(new MaxPooling2D(2).apply(first));
        return new Encoded(first, second, new MaxPooling2D(2).apply(second));
    }
}
