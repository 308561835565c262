package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polyview.models.LayerUse;
import polyview.models.LayerUses;
import polyview.models.Model;

/** Finds, for each image that goes in, the application of a layer whose feature maps stand for it. */
final class CamLayers {

    private final LayerUses uses;
    private final List<String> images;

    CamLayers(Model model, List<String> images) {
        this.uses = LayerUses.of(model);
        this.images = images;
    }

    /** One for each image input; layers that are given, by input, or by an empty name for all inputs. */
    List<LayerUse> of(Map<String, String> layers) {
        for (String input : layers.keySet()) {
            if (!input.isEmpty() && !images.contains(input)) {
                throw new IllegalArgumentException("no input named " + input + "; the images are " + images);
            }
        }
        List<LayerUse> chosen = new ArrayList<>();
        for (String input : images) {
            String layer = layers.getOrDefault(input, layers.getOrDefault("", ""));
            chosen.add(layer.isEmpty() ? lastConvolution(input) : named(input, layer));
        }
        return chosen;
    }

    /** Those that see this image and no other one. */
    private List<LayerUse> alone(String input) {
        return uses.all().stream()
                .filter(use -> use.inputs().contains(input))
                .filter(use -> use.inputs().stream().noneMatch(other -> !other.equals(input) && images.contains(other)))
                .toList();
    }

    private LayerUse lastConvolution(String input) {
        List<LayerUse> convolutions =
                alone(input).stream().filter(LayerUse::convolution).toList();
        if (convolutions.isEmpty()) {
            throw new IllegalArgumentException("no convolution sees " + input
                    + " alone, as Grad-CAM needs it: occlusion and integrated gradients do not");
        }
        List<LayerUse> last = uses.last(convolutions);
        if (last.size() != 1) {
            throw new IllegalArgumentException("there is no last convolution of " + input + " but " + last.size()
                    + ": say which with layer(\"" + input + "\", name), of " + names(last));
        }
        return last.get(0);
    }

    private LayerUse named(String input, String layer) {
        List<LayerUse> all =
                uses.all().stream().filter(use -> use.layer().equals(layer)).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no layer named " + layer + "; there are " + names(uses.all()));
        }
        List<LayerUse> last =
                uses.last(alone(input).stream().filter(all::contains).toList());
        if (last.isEmpty()) {
            throw new IllegalArgumentException("layer " + layer + " has no map of " + input + " alone, it sees "
                    + all.stream().map(LayerUse::inputs).distinct().toList() + "; there are "
                    + names(alone(input).stream()
                            .filter(use -> use.shape().numDimensions() == 4)
                            .toList()));
        }
        if (last.size() != 1) {
            throw new IllegalArgumentException(
                    "layer " + layer + " is applied " + last.size() + " times to " + input + ", side by side");
        }
        if (last.get(0).shape().numDimensions() != 4) {
            throw new IllegalArgumentException(
                    "layer " + layer + " must give feature maps (N, h, w, filters), it gives " + last.get(0));
        }
        return last.get(0);
    }

    private static List<String> names(List<LayerUse> some) {
        return some.stream().map(LayerUse::layer).distinct().toList();
    }
}
