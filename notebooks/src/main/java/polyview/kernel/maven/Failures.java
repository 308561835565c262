package polyview.kernel.maven;

import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Why Maven's resolver failed, in one line. */
final class Failures {
    private Failures() {}

    /** The artifacts that cannot be had, each with its reason: the deepest that says more than the one above it. */
    static String reason(RepositoryException failure) {
        List<? extends Throwable> causes = failure instanceof DependencyResolutionException resolution
                ? Stream.concat(
                                resolution.getResult().getCollectExceptions().stream(),
                                resolution.getResult().getArtifactResults().stream()
                                        .filter(ArtifactResult::isMissing)
                                        .flatMap(result -> result.getExceptions().stream()
                                                .skip(Math.max(
                                                        0,
                                                        result.getExceptions().size() - 1))))
                        .toList()
                : List.of();
        return (causes.isEmpty() ? Stream.of(failure) : causes.stream())
                .map(Failures::told)
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow();
    }

    private static String told(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof UnknownHostException
                ? "no such host, or no network: " + root.getMessage()
                : Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
        return root == failure || message.contains(reason) ? message : message + ": " + reason;
    }
}
