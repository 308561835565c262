package polyview.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import polyview.kernel.magics.Artifacts;
import polyview.kernel.magics.MagicException;

/**
 * Artifacts by Maven's own resolver, with the settings and the local repository of the user.
 *
 * <p>Maven is set up anew for each search, so that a change of the settings counts at once.
 */
public final class MavenArtifacts implements Artifacts {
    private static ContextOverrides.Builder ofTheUser() {
        ContextOverrides.Builder builder = ContextOverrides.create()
                .withUserSettings(true)
                .withMavenUserHomeOverride(Path.of(System.getProperty("user.home"), ".m2"));
        String local = System.getProperty("maven.repo.local", ""); // As for Maven itself.
        return local.isEmpty() ? builder : builder.withLocalRepositoryOverride(Path.of(local));
    }

    @Override
    public Found find(Request request, Consumer<String> progress) throws MagicException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Maven asks it for parsers; those of a cell's jars are not meant.
        thread.setContextClassLoader(MavenArtifacts.class.getClassLoader());
        try (Context context = new StandaloneStaticRuntime()
                .create(ofTheUser().transferListener(new Progress(progress)).build())) {
            return new Search(context, request).find();
        } catch (RepositoryException e) {
            throw new MagicException(Failures.reason(e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** One search. */
    private static final class Search {
        private final Context context;
        private final Request request;
        private final DefaultRepositorySystemSession session;
        private final List<RemoteRepository> repositories = new ArrayList<>();
        private final List<Kept> kept = new ArrayList<>();

        Search(Context context, Request request) {
            this.context = context;
            this.request = request;
            this.session = new DefaultRepositorySystemSession(context.repositorySystemSession());
            // What was missing a minute ago may be there now: whoever runs a cell again wants to know.
            session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
            List<RemoteRepository> named = request.repositories().stream()
                    .map(r -> new RemoteRepository.Builder(r.id(), "default", r.url()).build())
                    .toList();
            if (!request.onlyThese()) {
                repositories.addAll(context.remoteRepositories());
            }
            repositories.addAll(context.repositorySystem().newResolutionRepositories(session, named));
        }

        Found find() throws RepositoryException, MagicException {
            CollectRequest collect = new CollectRequest();
            List<Artifact> roots = new ArrayList<>();
            for (String coordinate : request.coordinates()) {
                Artifact root = Coordinate.parse(coordinate, session.getArtifactTypeRegistry());
                if (!keeps(root)) {
                    roots.add(root);
                    collect.addDependency(new Dependency(root, "runtime"));
                }
            }
            if (request.pom().isPresent()) {
                addDependencies(request.pom().get(), collect);
            }
            if (collect.getDependencies().isEmpty()) {
                return new Found(List.of(), kept);
            }
            collect.setRepositories(repositories);
            session.setDependencySelector(
                    new WithoutPresent(session.getDependencySelector(), request.present(), roots, kept::add));
            List<ArtifactResult> results = context.repositorySystem()
                    .resolveDependencies(session, new DependencyRequest(collect, null))
                    .getArtifactResults();
            List<Jar> jars = results.stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(a -> a.getExtension().equals("jar"))
                    .map(a -> new Jar(
                            a.getGroupId(),
                            a.getArtifactId(),
                            a.getVersion(),
                            a.getFile().toPath()))
                    .toList();
            return new Found(jars, List.copyOf(kept));
        }

        private boolean keeps(Artifact artifact) {
            return artifact.getClassifier().isEmpty()
                    && request.present()
                            .version(artifact.getGroupId(), artifact.getArtifactId())
                            .map(stays -> kept.add(new Kept(
                                    artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion(), stays)))
                            .orElse(false);
        }

        private void addDependencies(Path pom, CollectRequest collect) throws RepositoryException {
            PomFile workspace = new PomFile(pom.toFile());
            session.setWorkspaceReader(workspace);
            ArtifactDescriptorResult read = context.repositorySystem()
                    .readArtifactDescriptor(
                            session, new ArtifactDescriptorRequest(workspace.artifact(), repositories, ""));
            repositories.addAll(context.repositorySystem().newResolutionRepositories(session, read.getRepositories()));
            collect.setManagedDependencies(read.getManagedDependencies());
            for (Dependency dependency : read.getDependencies()) {
                String scope = dependency.getScope().isEmpty() ? "compile" : dependency.getScope();
                if (request.scopes().contains(scope) && !keeps(dependency.getArtifact())) {
                    // A test dependency that is asked for counts like any other.
                    collect.addDependency(dependency.setScope("runtime").setOptional(false));
                }
            }
        }
    }
}
