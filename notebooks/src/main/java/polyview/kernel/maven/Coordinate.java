package polyview.kernel.maven;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.artifact.DefaultArtifact;
import polyview.kernel.magics.MagicException;

/** Reads coordinates as IJava's {@code %maven} takes them. */
final class Coordinate {
    private static final Pattern MAVEN = Pattern.compile("(?<group>[\\w.-]+):(?<name>[\\w.-]+)"
            + "(?::(?<packaging>[\\w.-]*)(?::(?<classifier>[\\w.-]+))?)?:(?<version>[^:\\s]+)");
    private static final Pattern IVY = Pattern.compile("(?<group>[\\w.-]+)#(?<name>[\\w.-]+);(?<version>[^:;#\\s]+)");

    private Coordinate() {}

    /**
     * {@code group:artifact:version}, {@code group:artifact:packaging:version},
     * {@code group:artifact:packaging:classifier:version}, or Ivy's {@code group#artifact;version}.
     */
    static Artifact parse(String text, ArtifactTypeRegistry types) throws MagicException {
        Matcher ivy = IVY.matcher(text);
        if (ivy.matches()) {
            return new DefaultArtifact(ivy.group("group"), ivy.group("name"), "jar", ivy.group("version"));
        }
        Matcher maven = MAVEN.matcher(text);
        if (!maven.matches()) {
            throw new MagicException("a coordinate must be group:artifact:version, group:artifact:packaging:version or"
                    + " group:artifact:packaging:classifier:version, got " + text);
        }
        String packaging = Optional.ofNullable(maven.group("packaging"))
                .filter(p -> !p.isEmpty())
                .orElse("jar");
        Optional<ArtifactType> type = Optional.ofNullable(types.get(packaging));
        return new DefaultArtifact(
                maven.group("group"),
                maven.group("name"),
                Optional.ofNullable(maven.group("classifier"))
                        .orElse(type.map(ArtifactType::getClassifier).orElse("")),
                type.map(ArtifactType::getExtension).orElse(packaging),
                maven.group("version"));
    }
}
