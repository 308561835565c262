package polyview.kernel.maven;

import java.io.File;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;

/** Lets Maven read a POM that is in no repository, under a name of its own. */
record PomFile(File file) implements WorkspaceReader {
    private static final WorkspaceRepository REPOSITORY = new WorkspaceRepository("cell");

    /** The name under which the file is found. */
    Artifact artifact() {
        return new DefaultArtifact("polyview.notebook", "cell", "pom", "1");
    }

    @Override
    public WorkspaceRepository getRepository() {
        return REPOSITORY;
    }

    @Override
    public File findArtifact(Artifact artifact) {
        boolean ours = artifact.getExtension().equals("pom")
                && artifact.getGroupId().equals(artifact().getGroupId())
                && artifact.getArtifactId().equals(artifact().getArtifactId());
        return ours ? file : null; // As the interface wants it.
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return List.of();
    }
}
