package polyview.kernel.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds jars in Maven's repositories. Implemented outside of the cells' class path, see {@link ArtifactsLoader}. */
public interface Artifacts {
    /** A repository to look in: its name, which settings may give a mirror or a password for, and its address. */
    record Repository(String id, String url) {}

    /** Which version of an artifact the class path has. */
    @FunctionalInterface
    interface Present {
        /** The version, or empty where the class path has no such artifact. */
        Optional<String> version(String group, String artifact);
    }

    /**
     * What to look for.
     *
     * @param coordinates  {@code group:artifact[:packaging[:classifier]]:version}, each with all that it needs at run time
     * @param pom          a file whose dependencies are looked for as well
     * @param scopes       the scopes of the file's dependencies that count
     * @param repositories where to look, beside Maven Central and the repositories of the user's settings
     * @param onlyThese    whether to look in {@code repositories} alone
     * @param present      what the class path has: neither such an artifact nor what it needs is looked for
     */
    record Request(
            List<String> coordinates,
            Optional<Path> pom,
            List<String> scopes,
            List<Repository> repositories,
            boolean onlyThese,
            Present present) {}

    /** An artifact that was found, and its file. */
    record Jar(String group, String artifact, String version, Path file) {}

    /** An artifact that the class path has already, in the version that stays. */
    record Kept(String group, String artifact, String asked, String stays) {}

    /** What was found: the files to add, in the order of the class path, and what is not added. */
    record Found(List<Jar> jars, List<Kept> kept) {}

    /**
     * Finds artifacts with all that they need at run time, and downloads what is not in the user's local repository.
     *
     * @param progress takes a line on what is done now; called from any thread
     * @throws MagicException where a coordinate is none, or an artifact cannot be had; the message names it and the reason
     */
    Found find(Request request, Consumer<String> progress) throws MagicException;
}
