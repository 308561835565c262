package polyview.kernel.magics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which artifact a jar is.
 *
 * @param group   the group; empty where the jar does not tell it and its file name has to do
 * @param version the version, perhaps with a classifier where the file name has to do
 */
record JarName(Optional<String> group, String artifact, String version) {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    /** What the jar's {@code pom.properties} say, or else its file name; empty where neither tells a version. */
    static Optional<JarName> of(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".jar")) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> poms = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith("META-INF/maven/") && entry.endsWith("/pom.properties"))
                    .toList();
            for (String pom : poms) {
                Properties properties = new Properties();
                try (InputStream in = jar.getInputStream(jar.getEntry(pom))) {
                    properties.load(in);
                }
                String artifact = properties.getProperty("artifactId", "");
                String version = properties.getProperty("version", "");
                // A jar with others packed into it has their properties too.
                if (!artifact.isEmpty() && (poms.size() == 1 || name.startsWith(artifact + "-" + version))) {
                    return Optional.of(
                            new JarName(Optional.ofNullable(properties.getProperty("groupId")), artifact, version));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // No jar: whoever puts it on a class path is told so there.
        }
        Matcher matcher = FILE.matcher(name);
        return matcher.matches()
                ? Optional.of(new JarName(Optional.empty(), matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Whether this is the artifact, in any version. */
    boolean is(String otherGroup, String otherArtifact) {
        return artifact.equals(otherArtifact) && group.map(otherGroup::equals).orElse(true);
    }
}
