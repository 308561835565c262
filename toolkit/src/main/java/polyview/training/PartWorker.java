package polyview.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import polyview.data.Dataset;
import polyview.models.Engine;

/**
 * What a process keeps for one training between the rounds: started programs, the data, and the open pass of each part.
 *
 * <p>At most {@link #TRAININGS} are kept: of more, those that were not used for longest go, which costs them a start.
 */
final class PartWorker {

    /** Of more than these, as of trainings whose end this process was not told, the oldest are closed. */
    static final int TRAININGS = 2;

    private static final Map<String, PartWorker> OPEN = new LinkedHashMap<>(4, 0.75f, true);

    private final PartTask task;
    private final Deque<Engine> idle = new ArrayDeque<>();
    private final Map<Integer, PartPass> passes = new HashMap<>();
    private Optional<Dataset> data = Optional.empty();
    private int busy;
    private boolean closed;

    private PartWorker(PartTask task) {
        this.task = task;
    }

    /** The one of a training, with room for one more part; {@link #run} gives it back. */
    static PartWorker of(PartTask task) {
        synchronized (OPEN) {
            PartWorker worker = OPEN.computeIfAbsent(task.training(), name -> new PartWorker(task));
            worker.begin();
            Iterator<PartWorker> oldest = OPEN.values().iterator();
            while (OPEN.size() > TRAININGS) {
                oldest.next().close();
                oldest.remove();
            }
            return worker;
        }
    }

    static void forget(String training) {
        synchronized (OPEN) {
            Optional.ofNullable(OPEN.remove(training)).ifPresent(PartWorker::close);
        }
    }

    /** What a process that was killed and started again is like. */
    static void forgetAll() {
        synchronized (OPEN) {
            OPEN.values().forEach(PartWorker::close);
            OPEN.clear();
        }
    }

    /** How many trainings this process keeps something for. */
    static int open() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    /** Does a part of a round. */
    PartAnswer run(int part, PartRequest request) {
        Optional<Engine> used = Optional.empty();
        Optional<PartPass> pass = Optional.empty();
        try {
            used = Optional.of(engine());
            Engine engine = used.get();
            Dataset matched = data(engine);
            pass = Optional.of(taken(part)
                    .map(kept -> kept.at(request))
                    .orElseGet(() -> PartPass.open(task, part, matched, request)));
            return new PartRound(task, part, engine, pass.get()).run(request);
        } catch (RuntimeException | Error e) {
            // Where it stands is not known: the next round opens another.
            pass.ifPresent(PartPass::close);
            pass = Optional.empty();
            throw e;
        } finally {
            end(part, used, pass);
        }
    }

    private synchronized void begin() {
        busy++;
    }

    private Engine engine() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return task.start();
    }

    private synchronized Dataset data(Engine engine) {
        if (data.isEmpty()) {
            data = Optional.of(engine.matched(task.data()));
        }
        return data.get();
    }

    /** The pass of a part; none where another thread has it, as where the same part is asked for twice. */
    private synchronized Optional<PartPass> taken(int part) {
        return Optional.ofNullable(passes.remove(part));
    }

    private synchronized void end(int part, Optional<Engine> engine, Optional<PartPass> pass) {
        busy--;
        engine.ifPresent(idle::push);
        pass.flatMap(now -> Optional.ofNullable(passes.put(part, now))).ifPresent(PartPass::close);
        free();
    }

    private synchronized void close() {
        closed = true;
        free();
    }

    private void free() {
        if (closed && busy == 0) {
            idle.forEach(Engine::close);
            idle.clear();
            passes.values().forEach(PartPass::close);
            passes.clear();
        }
    }
}
