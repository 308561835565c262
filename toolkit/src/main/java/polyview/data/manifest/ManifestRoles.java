package polyview.data.manifest;

import java.io.Serializable;
import java.util.List;
import polyview.base.Texts;

/**
 * The columns of a manifest that are neither input nor target.
 *
 * @param weightName the column of numbers that weigh the samples; empty without
 * @param group what belongs together
 * @param time when samples were taken, with the texts from the first to the last
 * @param idNames the columns by which samples are known
 * @param ids the texts of each
 */
record ManifestRoles(String weightName, CodedColumn group, CodedColumn time, List<String> idNames, List<Texts> ids)
        implements Serializable {

    static ManifestRoles none() {
        return new ManifestRoles("", CodedColumn.none(), CodedColumn.none(), List.of(), List.of());
    }

    /** The bytes of all arrays. */
    long memory() {
        return group.memory()
                + time.memory()
                + ids.stream().mapToLong(Texts::memory).sum();
    }
}
