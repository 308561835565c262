package polyview.kernel.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.magic.MagicArgsParseException;
import org.dflib.jjava.jupyter.kernel.magic.MagicsArgs;

/** {@code %maven}, {@code %mavenRepo} and {@code %loadFromPOM}: artifacts from Maven's repositories. */
public final class MavenMagics {
    private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]+:.+");
    private static final List<String> RUNTIME = List.of("compile", "runtime");

    private final ClassPath classPath;
    private final Output output;
    private final List<Artifacts.Repository> repositories = new ArrayList<>();
    private Optional<Artifacts> artifacts = Optional.empty();

    /** Magics that add to a class path and show what they do. */
    public MavenMagics(ClassPath classPath, Output output) {
        this.classPath = classPath;
        this.output = output;
    }

    /**
     * {@code %maven group:artifact:version ...}: adds artifacts with all that they need at run time.
     *
     * <p>{@code --from=NAME} or {@code --from=ADDRESS}, also several, looks in these repositories alone. Gives the paths
     * that were added.
     */
    public List<String> maven(List<String> words) throws MagicException {
        Map<String, List<String>> parsed = parse(
                MagicsArgs.builder()
                        .varargs("coordinates")
                        .keyword("from")
                        .flag("verbose", 'v') // IJava has it; here the progress says enough.
                        .onlyKnownKeywords()
                        .onlyKnownFlags()
                        .build(),
                words);
        if (parsed.get("coordinates").isEmpty()) {
            throw new MagicException("%maven needs a coordinate, such as %maven com.google.code.gson:gson:2.11.0");
        }
        List<Artifacts.Repository> from = new ArrayList<>();
        for (String name : parsed.get("from")) {
            from.add(repository(name));
        }
        return add(new Artifacts.Request(
                parsed.get("coordinates"),
                Optional.empty(),
                RUNTIME,
                from.isEmpty() ? List.copyOf(repositories) : from,
                !from.isEmpty(),
                classPath));
    }

    private Artifacts.Repository repository(String name) throws MagicException {
        if (ADDRESS.matcher(name).matches()) {
            return new Artifacts.Repository("from-" + Integer.toHexString(name.hashCode()), name);
        }
        return repositories.stream()
                .filter(r -> r.id().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MagicException(
                        "--from must be an address or a repository that %mavenRepo named, got " + name));
    }

    /** {@code %mavenRepo name address}: a repository in which the magics that follow look as well. */
    public List<String> mavenRepo(List<String> words) throws MagicException {
        if (words.size() != 2) {
            throw new MagicException("%mavenRepo needs a name and an address, got "
                    + (words.isEmpty() ? "nothing" : String.join(" ", words)));
        }
        if (!ADDRESS.matcher(words.get(1)).matches()) {
            throw new MagicException("the address of a repository must be a URL, got " + words.get(1));
        }
        repositories.removeIf(r -> r.id().equals(words.get(0)));
        repositories.add(new Artifacts.Repository(words.get(0), words.get(1)));
        return List.of();
    }

    /** {@code %loadFromPOM pom.xml [scope ...]}: adds the dependencies of a POM. Gives the paths that were added. */
    public List<String> loadFromPom(List<String> words) throws MagicException {
        if (words.isEmpty()) {
            throw new MagicException("%loadFromPOM needs the path of a POM");
        }
        Path pom = Path.of(words.get(0)).toAbsolutePath();
        if (!Files.isRegularFile(pom)) {
            throw new MagicException("there is no file " + pom);
        }
        return loadFromPom(words.subList(1, words.size()), pom);
    }

    /** {@code %%loadFromPOM}: the same with the text of the cell, a POM or parts of one. */
    public List<String> loadFromPom(List<String> scopes, String body) throws MagicException {
        try {
            Path pom = Files.createTempFile("cell-", ".pom");
            try {
                Files.writeString(pom, PartialPom.complete(body));
                return loadFromPom(scopes, pom);
            } finally {
                Files.delete(pom);
            }
        } catch (IOException e) {
            throw new MagicException("the POM cannot be written to a file: " + e, e);
        }
    }

    private List<String> loadFromPom(List<String> scopes, Path pom) throws MagicException {
        return add(new Artifacts.Request(
                List.of(),
                Optional.of(pom),
                scopes.isEmpty() ? RUNTIME : scopes,
                List.copyOf(repositories),
                false,
                classPath));
    }

    private List<String> add(Artifacts.Request request) throws MagicException {
        Consumer<String> line = output.open();
        if (artifacts.isEmpty()) {
            artifacts = Optional.of(ArtifactsLoader.load());
        }
        Artifacts.Found found = find(request, line);
        if (Thread.currentThread().isInterrupted()) {
            throw new MagicException("interrupted; nothing was added");
        }
        List<Path> added =
                classPath.add(found.jars().stream().map(Artifacts.Jar::file).toList());
        line.accept(Report.of(added, found.kept()));
        return added.stream().map(Path::toString).toList();
    }

    private Artifacts.Found find(Artifacts.Request request, Consumer<String> line) throws MagicException {
        AtomicBoolean shown = new AtomicBoolean();
        try {
            return artifacts.orElseThrow().find(request, text -> {
                shown.set(true);
                line.accept(text);
            });
        } catch (MagicException e) {
            if (shown.get()) {
                line.accept("Nothing was added."); // In the place of what was downloaded last.
            }
            throw e;
        }
    }

    private static Map<String, List<String>> parse(MagicsArgs schema, List<String> words) throws MagicException {
        try {
            return schema.parse(words);
        } catch (MagicArgsParseException e) {
            throw new MagicException(String.valueOf(e.getMessage()), e);
        }
    }
}
