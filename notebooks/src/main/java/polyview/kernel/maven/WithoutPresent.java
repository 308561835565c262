package polyview.kernel.maven;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencySelector;
import org.eclipse.aether.graph.Dependency;
import polyview.kernel.magics.Artifacts;

/**
 * Leaves out what the class path has, with all that it needs: that is on the class path too.
 *
 * <p>Another classifier of such an artifact is left out as well, such as TensorFlow's libraries for other platforms; only
 * what a line names itself is taken.
 *
 * @param usual Maven's own rules, which come first: what they leave out is no news
 * @param roots what the line names itself
 * @param kept  takes each artifact that is left out because it is there
 */
record WithoutPresent(
        DependencySelector usual, Artifacts.Present present, List<Artifact> roots, Consumer<Artifacts.Kept> kept)
        implements DependencySelector {
    @Override
    public boolean selectDependency(Dependency dependency) {
        if (!usual.selectDependency(dependency)) {
            return false;
        }
        Artifact artifact = dependency.getArtifact();
        Optional<String> stays = roots.contains(artifact)
                ? Optional.empty()
                : present.version(artifact.getGroupId(), artifact.getArtifactId());
        stays.ifPresent(version -> kept.accept(
                new Artifacts.Kept(artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion(), version)));
        return stays.isEmpty();
    }

    @Override
    public DependencySelector deriveChildSelector(DependencyCollectionContext context) {
        return new WithoutPresent(usual.deriveChildSelector(context), present, roots, kept);
    }
}
