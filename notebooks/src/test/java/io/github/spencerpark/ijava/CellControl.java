package io.github.spencerpark.ijava;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/** Runs snippets on a thread of their own and keeps their values, which JShell itself makes texts of. */
final class CellControl extends DirectExecutionControl {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Future<Object> running;
    private volatile Object last;

    static ExecutionControlProvider provider(CellControl control) {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cells";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
    }

    /** The value of the snippet that ran last. */
    Object last() {
        return last;
    }

    void interrupt() {
        Future<Object> now = running;
        if (now != null) {
            now.cancel(true);
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        running = threads.submit(() -> snippet.invoke(null));
        try {
            last = running.get();
            return "kept";
        } catch (CancellationException e) {
            throw new UserException("interrupted", "Interrupted", e.getStackTrace());
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause() instanceof InvocationTargetException t ? t.getCause() : e.getCause();
            if (thrown instanceof SPIResolutionException unresolved) {
                throw new ResolutionException(unresolved.id(), thrown.getStackTrace());
            }
            throw new UserException(
                    String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
        }
    }

    @Override
    public void stop() {
        threads.shutdownNow();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        super.close();
    }
}
