package polyview.broken.applications;

import io.jhdf.HdfFile;
import java.nio.file.Path;
import polyview.broken.training.KnowsDatasets;

/** Breaks rules on purpose: a network that knows training, and reads HDF5 itself. */
public final class KnowsTraining {
    private KnowsTraining() {}

    static String all() {
        try (HdfFile file = new HdfFile(Path.of("a.h5"))) {
            return file.getName() + KnowsDatasets.class;
        }
    }
}
