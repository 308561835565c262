package polyview.data.loader;

import java.util.List;
import polyview.data.DataRecipe;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;

/** The recipe of a {@link MultiInputGenerator}: its manifest, and how it is read. Report and cache begin anew. */
record GeneratorRecipe(Manifest manifest, List<ImageForm> common, ColumnOptions columns, LoaderOptions options)
        implements DataRecipe {

    @Override
    public MultiInputGenerator make() {
        return new MultiInputGenerator(manifest, common, columns, options);
    }

    @Override
    public String toString() {
        return manifest.toString();
    }
}
